/** The name under which an address holds an edited example. */
export const EXAMPLE = "example";

/** What such an address holds. */
export interface LinkedExample {
  /** Which example of the page. */
  readonly example: number;
  readonly text: string;
}

const LONGEST = 100_000;

/** Takes what an address holds for an example, if it is one. */
export function linkedExample(state: unknown): LinkedExample | null {
  if (typeof state !== "object" || state === null || !("example" in state) || !("text" in state)) return null;
  const { example, text } = state;
  if (typeof example !== "number" || !Number.isInteger(example) || example < 0) return null;
  return typeof text === "string" && text.length <= LONGEST ? { example, text } : null;
}
