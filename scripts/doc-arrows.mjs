// How a `// =>` is read: by scripts/doc-examples.mjs, which makes tests of the fences, and by the site, which runs them in the
// page. Whoever parses hands in what only a parser knows.

/** A comment that asserts. */
export const ARROW = /^\/\/\s*=>/;

/** Whether what ends at `end` is what a comment at `start` speaks of: it stands behind it, or alone on the line below. */
export function speaksOf(text, end, start) {
  return end <= start && /^[ \t]*\n?[ \t]*$/.test(text.slice(end, start));
}

/**
 * The value behind a `// =>`, going on in the comment lines right below for as long as it takes, and the place where its
 * last comment ends; null where it is no expression.
 */
export function valueAt(text, start, body, isExpression) {
  let end = start + body.length;
  const after = text.slice(end + 1).split("\n");
  let value = body.replace(ARROW, "").trim();
  for (let i = 0; ; i++) {
    if (value !== "" && isExpression(value)) return { value, end };
    const line = after[i] ?? "";
    const more = /^\s*\/\/(?!\s*=>)(.*)$/.exec(line);
    if (more === null) return null;
    value = `${value} ${more[1].trim()}`.trim();
    end += 1 + line.length;
  }
}
