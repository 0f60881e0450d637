/**
 * Decisions, findings and refusals in sentences, in English and Chinese.
 *
 * @module
 */
export { catalogs } from "./catalog.ts";
export { type Coded, explain, type Explainable } from "./explain.ts";
export { type LetterOptions, type LetterParagraph, type RenderedLetter, renderTierLetter } from "./renderTierLetter.ts";
