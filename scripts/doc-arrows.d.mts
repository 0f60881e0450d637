export declare const ARROW: RegExp;
export declare function speaksOf(text: string, end: number, start: number): boolean;
export declare function valueAt(
  text: string,
  start: number,
  body: string,
  isExpression: (text: string) => boolean,
): { readonly value: string; readonly end: number } | null;
