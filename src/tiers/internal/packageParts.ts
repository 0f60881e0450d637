import type { MessageParams } from "../../core/index.ts";
import { comparePackages, type EntitlementChange } from "../compareServicePackages.ts";
import type { NoticeAudience, NoticeLine, NoticePart, NoticePartKind } from "../noticeModel.ts";
import type { CompiledPackage, CompiledServicePackages } from "../packageKind.ts";
import { entitlementLine } from "./entitlementLines.ts";

/** A move from one package to another; null for none. */
export interface PackageMove {
  /** The package held before. */
  readonly from: CompiledPackage | null;
  /** The package held then. */
  readonly to: CompiledPackage | null;
  /** What headings need to know: `tier`, `on`. */
  readonly params: MessageParams;
  /** Whether the package stays as it is. */
  readonly stays: boolean;
  /** Who is told: headings differ. */
  readonly audience: NoticeAudience;
}

/**
 * Says what a move means for what the customer is owed.
 *
 * @param move - The packages before and after.
 * @param compiled - The service packages.
 * @returns The parts, without empty ones.
 */
export function packageParts(
  { from, to, params, stays, audience }: PackageMove,
  compiled: CompiledServicePackages,
): readonly NoticePart[] {
  const changes = comparePackages((stays ? to : from)?.grants ?? new Map(), to?.grants ?? new Map(), compiled);
  const promise = ({ entitlement: id }: EntitlementChange): readonly NoticeLine[] => {
    const [entitlement, grant] = [compiled.entitlements.get(id), to?.grants.get(id)];
    return entitlement === undefined || grant === undefined
      ? []
      : [entitlementLine(entitlement, grant, compiled.data.currency)];
  };
  const changed = ({ code, params }: EntitlementChange): readonly NoticeLine[] => [{ code, params }];
  const ended = ({ entitlement, label }: EntitlementChange): readonly NoticeLine[] => [
    { code: "entitlement-ended", params: { entitlement, label } },
  ];
  const of = (verdict: EntitlementChange["verdict"], write: typeof promise): readonly NoticeLine[] =>
    changes.filter((change) => change.verdict === verdict).flatMap(write);
  const first = from === null && !stays;
  const parts: readonly (readonly [NoticePartKind, Part, readonly NoticeLine[]])[] = [
    first ? ["owes", "owed", of("added", promise)] : ["adds", "adds", of("added", promise)],
    ["improves", "improves", of("better", changed)],
    ["reduces", "reduces", of("worse", changed)],
    ["ends", "ends", of("removed", ended)],
    ["keeps", "keeps", of("same", promise)],
  ];
  const whose = audience === "customer" ? "letter" : "manager";
  return parts.flatMap(([kind, name, lines]) =>
    lines.length === 0 ? [] : [{ kind, heading: { code: `${whose}-package-${name}`, params } as const, lines }],
  );
}

type Part = "owed" | "adds" | "improves" | "reduces" | "ends" | "keeps";
