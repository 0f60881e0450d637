import { dot, moved, type Place, type Probe } from "./probe.ts";

/** Doublings or narrowings after which a step is beyond the range of doubles, or below rounding. */
const ATTEMPTS = 60;

/** Gains below this share of the value may be noise of summing it. */
const NOISE = 1e-11;

/**
 * A point along a step where the value has fallen enough and the slope has levelled enough.
 *
 *     value <= value before + 1e-4 * share * slope before + noise,    |slope| <= 0.9 |slope before|
 *
 * These are the strong Wolfe conditions, with the value forgiven 1e-11 of itself: near a minimum the slopes still tell
 * where values no longer do. The whole step is tried first; then the share is doubled until it is too far, and the
 * bracket narrowed to the secant of the slopes. A point that is no candidate is too far.
 *
 * @param step - A direction downhill, of the length hoped for.
 * @param place - Where it begins.
 * @param probe - Asks the objective.
 * @returns The point found; null when the step does not lead down, or no share of it serves.
 *
 * @see J. Nocedal and S. J. Wright, Numerical Optimization, 2nd ed., section 3.1.
 */
export function searchAlong(step: Float64Array, place: Place, probe: Probe): Place | null {
  const slope = dot(place.gradient, step);
  if (!(slope < 0)) return null;
  const noise = NOISE * Math.abs(place.value);
  let near = { share: 0, slope };
  let far: { readonly share: number; readonly slope: number | null } | null = null;
  let share = 1;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const trial = probe(moved(place.point, step, share));
    const trialSlope = trial === null ? NaN : dot(trial.gradient, step);
    const fell = trial !== null && trial.value <= place.value + 1e-4 * share * slope + noise;
    if (fell && Math.abs(trialSlope) <= -0.9 * slope) return trial;
    if (fell && trialSlope < 0) near = { share, slope: trialSlope };
    else far = { share, slope: trialSlope > 0 ? trialSlope : null };
    share = far === null ? 2 * share : between(near, far);
  }
  return null;
}

/** Where the slope would vanish if it were linear, kept within the middle 4/5 of the bracket; else its middle. */
function between(
  near: { readonly share: number; readonly slope: number },
  far: { readonly share: number; readonly slope: number | null },
): number {
  const width = far.share - near.share;
  const part = far.slope === null ? 0.5 : near.slope / (near.slope - far.slope);
  return near.share + width * Math.min(0.9, Math.max(0.1, part));
}
