/** Words that ask, and say nothing of what is asked for. */
const IDLE = new Set(
  "a an and any are be by can could do does did for from get give has have how i if in is it its me my of on or our should so that the their then there these this to use was we what when where which who why will with would you your".split(
    " ",
  ),
);

/** What pages may say instead of a word. */
const ALSO: Readonly<Record<string, readonly string[]>> = {
  business: ["working"],
  csv: ["file", "rows", "orders"],
  deadline: ["due", "dueAt"],
  deadlines: ["due", "dueAt"],
  clv: ["lifetime value"],
  ltv: ["clv", "lifetime value"],
  exception: ["throws"],
  exceptions: ["throws"],
  error: ["throws"],
  errors: ["throws"],
};

/** The words of a question without those that only ask, unless it has no others. */
export function withoutIdle<Word extends { readonly text: string }>(words: readonly Word[]): readonly Word[] {
  const telling = words.filter(({ text }) => !IDLE.has(text.toLowerCase()));
  return telling.length > 0 ? telling : words;
}

/** What pages may say instead of a word, in small letters. */
export function alsoOf(word: string): readonly string[] {
  return Object.hasOwn(ALSO, word) ? (ALSO[word] ?? []) : [];
}
