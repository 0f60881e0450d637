import { transform } from "sucrase";
import { type Assertion, faultLine, instrument } from "./instrument.ts";

/** An example that can be run. */
export interface Program {
  /** The body of an async function of `require`, `exports`, `$holds` and `console`; each line where it was. */
  readonly code: string;
  readonly assertions: readonly Assertion[];
}

/** What keeps an example from being run. */
export interface SyntaxFault {
  readonly fault: string;
  readonly line: number | null;
}

/** Takes the types out of an example, and puts in what holds its values against what it says. */
export function program(text: string): Program | SyntaxFault {
  const plain = text.replaceAll("\r\n", "\n");
  try {
    translate(plain); // what is wrong shall be told of the reader's own text
    const { code, assertions } = instrument(plain);
    return { code: translate(code), assertions };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const place = /^(?:Error transforming [^:]*: )?([^]*?) \((\d+):\d+\)$/.exec(message);
    return { fault: place?.[1] ?? message, line: place === null ? faultLine(plain) : Number(place[2]) };
  }
}

function translate(code: string): string {
  return transform(code, { transforms: ["typescript", "imports"], disableESTransforms: true }).code;
}
