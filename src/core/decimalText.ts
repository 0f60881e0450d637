/** Plain decimal text of at most forty characters: no exponent, no grouping, no leading zeros, no plus sign. */
const DECIMAL = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;
const LONGEST = 40;
/** Sums of any number of such texts. */
const LONGEST_COMPUTED = 120;

/**
 * Tells whether something is plain decimal text.
 *
 * @param input - Anything.
 * @returns True for text such as `"19.90"` or `"-3"` of at most 40 characters; false for `"1e3"`, `"007"`, `"-0"`.
 */
export const isDecimalText = (input: unknown): input is string => isComputedText(input) && input.length <= LONGEST;

/**
 * Tells whether something is decimal text that may have come out of a sum: as {@link isDecimalText}, but up to 120 characters.
 *
 * @param input - Anything.
 * @returns True for decimal text.
 */
export const isComputedText = (input: unknown): input is string =>
  typeof input === "string" && input.length <= LONGEST_COMPUTED && DECIMAL.test(input) && !/^-[0.]*$/.test(input);
