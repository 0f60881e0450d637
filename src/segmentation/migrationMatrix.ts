import { DomainError, instant, LISTED_ROWS } from "../core/index.ts";
import { byText, placementsOf } from "./internal/placements.ts";
import type { MigrationCell, MigrationMatrix, MigrationTotal, PlacedPopulation } from "./profileModel.ts";

/**
 * Tells where customers went between two moments: from which segment to which, who came in and who left.
 *
 *     before = stayed + moved out + left,    after = stayed + moved in + entered,    for every segment
 *
 * A share is the part of all who were in a segment before, those who left included: the shares of a row, and of those who
 * left, add up to 1. The order of the customers does not matter.
 *
 * @param before - The earlier population. A customer who comes again is a finding, and counts as they came first.
 * @param after - The later population.
 * @param options - `segments`: in which order they are told, such as best first; segments that are not in it follow by name.
 *   `listed`: how many unusable rows are listed of each population (all are counted; default 100).
 * @returns The matrix.
 * @throws `DomainError` with code `invalid-instant`, or `invalid-option` for populations that cannot be iterated over, an
 *   `after` that is earlier than `before`, or a bad `listed`.
 *
 * @example
 * ```ts
 * import { migrationMatrix } from "clientele/segmentation";
 *
 * const spring = [
 *   { customerId: "li", segment: "core" }, { customerId: "wu", segment: "core" }, { customerId: "he", segment: "rest" },
 * ];
 * const autumn = [
 *   { customerId: "li", segment: "core" }, { customerId: "he", segment: "core" }, { customerId: "ma", segment: "rest" },
 * ];
 * const matrix = migrationMatrix(
 *   { asOf: "2026-04-01T00:00:00Z", customers: spring },
 *   { asOf: "2026-10-01T00:00:00Z", customers: autumn },
 * );
 *
 * matrix.cells.filter(({ customers }) => customers > 0);
 * // => [
 * //   { from: "core", to: "core", customers: 1, share: 0.5 },
 * //   { from: "rest", to: "core", customers: 1, share: 1 },
 * // ]
 * matrix.totals[0];
 * // => { segment: "core", before: 2, after: 2, stayed: 1, movedIn: 1, movedOut: 0, entered: 0, left: 1 }
 * [matrix.stayed, matrix.entered, matrix.left]; // => [1, 1, 1]
 * ```
 */
export function migrationMatrix<Segment extends string>(
  before: PlacedPopulation<Segment>,
  after: PlacedPopulation<Segment>,
  options: { readonly segments?: readonly NoInfer<Segment>[] | undefined; readonly listed?: number | undefined } = {},
): MigrationMatrix<Segment> {
  const { segments: order = [], listed = LISTED_ROWS } = options;
  const [from, to] = [instant(before.asOf), instant(after.asOf)];
  if (to < from)
    throw new DomainError("invalid-option", `after: expected a moment at or after ${from}, received ${to}`);
  const earlier = placementsOf(before.customers, listed);
  const later = placementsOf(after.customers, listed);
  const ordered = new Set<Segment>(order);
  const segments = [
    ...ordered,
    ...[...new Set([...earlier.segmentOf.values(), ...later.segmentOf.values()])]
      .filter((segment) => !ordered.has(segment))
      .sort(byText),
  ];

  const place = new Map(segments.map((segment, at) => [segment, at]));
  const width = segments.length;
  const moves = new Float64Array(width * width);
  const had = new Float64Array(width);
  const has = new Float64Array(width);
  const add = (column: Float64Array, at: number): void => {
    column[at] = (column[at] ?? 0) + 1;
  };
  for (const [customerId, segment] of earlier.segmentOf) {
    const row = place.get(segment) ?? 0;
    add(had, row);
    const next = later.segmentOf.get(customerId);
    if (next !== undefined) add(moves, row * width + (place.get(next) ?? 0));
  }
  for (const segment of later.segmentOf.values()) add(has, place.get(segment) ?? 0);

  const cells = segments.flatMap((one, row) =>
    segments.map((other, column): MigrationCell<Segment> => {
      const customers = moves[row * width + column] ?? 0;
      const all = had[row] ?? 0;
      return { from: one, to: other, customers, share: all === 0 ? null : customers / all };
    }),
  );
  const totals = segments.map((segment, at): MigrationTotal<Segment> => {
    const went = segments.reduce((sum, _, column) => sum + (moves[at * width + column] ?? 0), 0);
    const came = segments.reduce((sum, _, row) => sum + (moves[row * width + at] ?? 0), 0);
    const stayed = moves[at * width + at] ?? 0;
    const [was, is] = [had[at] ?? 0, has[at] ?? 0];
    return {
      segment,
      before: was,
      after: is,
      stayed,
      movedIn: came - stayed,
      movedOut: went - stayed,
      entered: is - came,
      left: was - went,
    };
  });
  const both = moves.reduce((sum, customers) => sum + customers, 0);
  return {
    from,
    to,
    segments,
    cells,
    totals,
    both,
    stayed: totals.reduce((sum, { stayed }) => sum + stayed, 0),
    entered: later.segmentOf.size - both,
    left: earlier.segmentOf.size - both,
    rows: { before: earlier.rows, after: later.rows },
  };
}
