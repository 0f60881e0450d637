import type { PolicyKind } from "../core/index.ts";
import { compileConditions, type ConditionProgram } from "../rules/index.ts";
import { askedOf } from "./internal/askedSegments.ts";
import type { CriteriaFamily, SegmentationPolicyData } from "./segmentationModel.ts";

/** Segments that ask for none of one another. */
export interface SegmentLayer {
  /** Their places in the policy; the conditions of the program are in the same order. */
  readonly places: readonly number[];
  /** Their conditions. */
  readonly program: ConditionProgram;
}

/** What the verbs of rule segments work with. */
export interface CompiledSegmentation {
  /** In dependency order: a layer asks only for segments of those before it. */
  readonly layers: readonly SegmentLayer[];
  /** By place: the families that a segment's own rule asks about. */
  readonly families: readonly (readonly CriteriaFamily[])[];
  /** The segments of the policy. */
  readonly own: ReadonlySet<string>;
}

const FAMILIES: readonly CriteriaFamily[] = ["demographic", "geographic", "psychographic", "behavioural"];

/** The stored format of rule segments, and how they are made ready. */
export const segmentationKind: PolicyKind<SegmentationPolicyData, CompiledSegmentation> = {
  format: "segmentation-policy/1",
  compile: ({ criteria, segments, currency, timeZone }) => {
    const familyOf = new Map(criteria.map(({ family, metric }) => [metric.id, family]));
    const asked = segments.map(({ when }) => askedOf(when));
    const metrics = criteria.map(({ metric }) => metric);
    const layers = layersOf(
      segments.map(({ id }) => id),
      asked.map((one) => one.segments.map(({ name }) => name)),
    );
    return {
      layers: layers.map((places) => ({
        places,
        program: compileConditions({
          metrics,
          metricKeys: ["criteria"],
          currency,
          timeZone,
          conditions: places.flatMap((at) => {
            const segment = segments[at];
            return segment === undefined ? [] : [{ keys: ["segments", at, "when"], condition: segment.when }];
          }),
        }),
      })),
      families: asked.map(({ metrics: names, behaviour }) => {
        const own = new Set(names.map(({ name }) => familyOf.get(name)));
        if (behaviour) own.add("behavioural");
        return FAMILIES.filter((family) => own.has(family));
      }),
      own: new Set(segments.map(({ id }) => id)),
    };
  },
};

/** Places by depth: 0 for those that ask for no segment of the policy. A circle has no depth, and makes no policy. */
function layersOf(ids: readonly string[], needs: readonly (readonly string[])[]): readonly (readonly number[])[] {
  const placeOf = new Map(ids.map((id, at) => [id, at]));
  const depths = new Map<number, number>();
  const left = new Set(ids.keys());
  for (let depth = 0; left.size > 0; depth++) {
    const ready = [...left].filter((at) =>
      (needs[at] ?? []).every((name) => {
        const place = placeOf.get(name);
        return place === undefined || depths.has(place);
      }),
    );
    if (ready.length === 0) throw new RangeError("segments in a circle"); // a forged policy: restore refuses it
    for (const at of ready) {
      depths.set(at, depth);
      left.delete(at);
    }
  }
  const layers: number[][] = [];
  for (const at of ids.keys()) (layers[depths.get(at) ?? 0] ??= []).push(at);
  return layers;
}
