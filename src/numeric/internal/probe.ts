import { DomainError } from "../../core/error.ts";

/** A point at which everything known of the objective is finite. */
export interface Place {
  readonly point: Float64Array;
  readonly value: number;
  readonly gradient: Float64Array;
  readonly hessian: Float64Array | null;
}

/** Asks the objective about a point: null when it is no candidate. */
export type Probe = (point: Float64Array) => Place | null;

/**
 * Wraps an objective: counts how often it is asked, copies what it answers, and drops what is not finite.
 *
 * @throws {@link DomainError} with code `invalid-evaluation`, from `probe`, when an answer has the wrong length, or a
 *   hessian at some points only.
 */
export function startProbing(
  evaluate: (point: Float64Array) => {
    readonly value: number;
    readonly gradient: ArrayLike<number>;
    readonly hessian?: ArrayLike<number> | undefined;
  },
  size: number,
): { readonly probe: Probe; readonly count: () => number } {
  let count = 0;
  let withHessian: boolean | null = null;
  const probe: Probe = (point) => {
    count += 1;
    const { value, gradient, hessian } = evaluate(point);
    if (!Number.isFinite(value)) return null;
    withHessian ??= hessian !== undefined;
    if (withHessian !== (hessian !== undefined)) {
      throw new DomainError("invalid-evaluation", "minimize: expected a hessian at every point or at none");
    }
    const found = {
      point,
      value,
      gradient: copyOf(gradient, size, "gradient"),
      hessian: hessian === undefined ? null : copyOf(hessian, size * size, "hessian"),
    };
    return found.gradient.every(Number.isFinite) && (found.hessian ?? []).every(Number.isFinite) ? found : null;
  };
  return { probe, count: () => count };
}

function copyOf(numbers: ArrayLike<number>, length: number, name: string): Float64Array {
  if (numbers.length === length) return Float64Array.from(numbers);
  throw new DomainError("invalid-evaluation", `minimize: expected a ${name} of ${length}, received ${numbers.length}`);
}

/** The largest of |gradient| max(|coordinate|, 1) / max(|value|, 1). */
export function gradientNormAt({ point, value, gradient }: Place): number {
  let largest = 0;
  gradient.forEach((slope, index) => {
    largest = Math.max(largest, Math.abs(slope) * Math.max(Math.abs(point[index]!), 1));
  });
  return largest / Math.max(Math.abs(value), 1);
}

/** The largest of |step| / max(|coordinate|, 1). */
export function relativeLength(step: Float64Array, point: Float64Array): number {
  let largest = 0;
  step.forEach((length, index) => {
    largest = Math.max(largest, Math.abs(length) / Math.max(Math.abs(point[index]!), 1));
  });
  return largest;
}

/** point + share * step. */
export const moved = (point: Float64Array, step: Float64Array, share: number): Float64Array =>
  point.map((coordinate, index) => coordinate + share * step[index]!);

/** The sum of products. */
export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  a.forEach((value, index) => {
    sum += value * b[index]!;
  });
  return sum;
}

/** A square matrix, row by row, times a vector. */
export const times = (matrix: Float64Array, vector: Float64Array): Float64Array =>
  vector.map((_, row) => dot(matrix.subarray(row * vector.length, (row + 1) * vector.length), vector));
