import type { AsPlainObject } from "minisearch";

/** An index of MiniSearch as it is loaded: a third of the size of its JSON. */
export interface PackedIndex {
  readonly version: number;
  readonly fields: readonly string[];
  readonly averages: readonly number[];
  /** Of each document how many terms each field has: `4,,12` in the order of the fields. */
  readonly lengths: string;
  /**
   * Every term: a digit for how much it has in common with the one before, the rest of it, and for each field its number and
   * the documents: each by how far it is from the one before, `*` how often if more than once.
   */
  readonly terms: string;
}

type Postings = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** Packs an index whose documents are numbered from zero. */
export function packIndex(index: AsPlainObject): PackedIndex {
  let before = "";
  const terms = (index.index as readonly (readonly [string, unknown])[])
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([term, found]) => {
      let same = 0;
      while (same < 35 && same < before.length && term[same] === before[same]) same++;
      before = term;
      const fields = Object.entries(found as Postings).map(([field, documents]) => field + packed(documents));
      return `${same.toString(36)}${term.slice(same)} ${fields.join(" ")}`;
    });
  return {
    version: index.serializationVersion,
    fields: Object.keys(index.fieldIds),
    averages: index.averageFieldLength,
    lengths: Object.keys(index.documentIds)
      .map((id) =>
        (index.fieldLength[id as never] as readonly (number | null)[])
          .map((n) => (n === null || n === 0 ? "" : n))
          .join(","),
      ) // most have none
      .join(";"),
    terms: terms.join(";"),
  };
}

/** The index as MiniSearch takes it. */
export function unpackIndex({ version, fields, averages, lengths, terms }: PackedIndex): AsPlainObject {
  const documents = lengths === "" ? [] : lengths.split(";").map((line) => line.split(",").map(Number));
  let before = "";
  return {
    documentCount: documents.length,
    nextId: documents.length,
    documentIds: Object.fromEntries(documents.map((_, id) => [id, id])),
    fieldIds: Object.fromEntries(fields.map((field, id) => [field, id])),
    fieldLength: Object.fromEntries(documents.entries()),
    averageFieldLength: [...averages],
    storedFields: {},
    dirtCount: 0,
    index: (terms === "" ? [] : terms.split(";")).map((line) => {
      const [term = "", ...found] = line.split(" ");
      before = before.slice(0, Number.parseInt(term.charAt(0), 36)) + term.slice(1);
      return [before, Object.fromEntries(found.map((one) => [one.charAt(0), unpacked(one.slice(1))]))];
    }),
    serializationVersion: version,
  };
}

function packed(documents: Readonly<Record<string, number>>): string {
  let last = 0;
  return Object.entries(documents)
    .map(([id, count]) => {
      const step = (Number(id) - last).toString(36);
      last = Number(id);
      return count === 1 ? step : `${step}*${count.toString(36)}`;
    })
    .join(",");
}

function unpacked(text: string): Record<string, number> {
  const documents: Record<string, number> = {};
  let id = 0;
  for (const one of text.split(",")) {
    const [step = "", count = "1"] = one.split("*");
    id += Number.parseInt(step, 36);
    documents[id] = Number.parseInt(count, 36);
  }
  return documents;
}
