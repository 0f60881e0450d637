/** What makes a kind of model: what its JSON must hold, and which of its parameters belong together. */
export interface ModelKind<Format extends string = string> {
  /** Name and version of its JSON. */
  readonly format: Format;
  /** Whether it carries a unit of time, a currency, or neither. */
  readonly basis: "time" | "currency" | "none";
  /** Its parameters, in the order of the covariance; all positive. */
  readonly parameters: readonly string[];
  /** Those that stand in the unit of the data: they are judged relative to its typical size. */
  readonly scaled: readonly string[];
  /** Pairs of a shape and a rate: where both run away together, only their ratio is settled. */
  readonly ridges: readonly (readonly [string, string])[];
}

/** BG/NBD. */
export const BG_NBD: ModelKind<"bg-nbd-model/1"> = {
  format: "bg-nbd-model/1",
  basis: "time",
  parameters: ["r", "alpha", "a", "b"],
  scaled: ["alpha"],
  ridges: [
    ["r", "alpha"],
    ["a", "b"],
  ],
};

/** MBG/NBD. */
export const MBG_NBD: ModelKind<"mbg-nbd-model/1"> = { ...BG_NBD, format: "mbg-nbd-model/1" };

/** Pareto/NBD. */
export const PARETO_NBD: ModelKind<"pareto-nbd-model/1"> = {
  format: "pareto-nbd-model/1",
  basis: "time",
  parameters: ["r", "alpha", "s", "beta"],
  scaled: ["alpha", "beta"],
  ridges: [
    ["r", "alpha"],
    ["s", "beta"],
  ],
};

/** NBD. */
export const NBD: ModelKind<"nbd-model/1"> = {
  format: "nbd-model/1",
  basis: "time",
  parameters: ["r", "alpha"],
  scaled: ["alpha"],
  ridges: [["r", "alpha"]],
};

/** Gamma-Gamma. */
export const GAMMA_GAMMA: ModelKind<"gamma-gamma-model/1"> = {
  format: "gamma-gamma-model/1",
  basis: "currency",
  parameters: ["p", "q", "v"],
  scaled: ["v"],
  ridges: [["q", "v"]],
};

/** Log-normal spend. */
export const LOG_NORMAL: ModelKind<"log-normal-model/1"> = {
  format: "log-normal-model/1",
  basis: "currency",
  parameters: ["median", "between", "within"],
  scaled: ["median"],
  ridges: [],
};

/** BG/BB. */
export const BG_BB: ModelKind<"bg-bb-model/1"> = {
  format: "bg-bb-model/1",
  basis: "none",
  parameters: ["alpha", "beta", "gamma", "delta"],
  scaled: [],
  ridges: [
    ["alpha", "beta"],
    ["gamma", "delta"],
  ],
};

/** sBG. */
export const SBG: ModelKind<"sbg-model/1"> = {
  format: "sbg-model/1",
  basis: "none",
  parameters: ["alpha", "beta"],
  scaled: [],
  ridges: [["alpha", "beta"]],
};

/** Beta-discrete-Weibull. */
export const BDW: ModelKind<"bdw-model/1"> = {
  format: "bdw-model/1",
  basis: "none",
  parameters: ["alpha", "beta", "c"],
  scaled: [],
  ridges: [["alpha", "beta"]],
};

/** All kinds. */
export const MODEL_KINDS: readonly ModelKind[] = [
  BG_NBD,
  MBG_NBD,
  PARETO_NBD,
  NBD,
  GAMMA_GAMMA,
  LOG_NORMAL,
  BG_BB,
  SBG,
  BDW,
];
