import type { SlaPause, SlaSignal } from "../model.ts";

/** What an event says to clocks, as bits; the names of policies first. */
export const SIGNAL: Readonly<Record<SlaSignal, number>> = {
  opened: 1,
  response: 2,
  customerReply: 4,
  followUp: 8,
  assigned: 16,
  resolved: 32,
  closed: 64,
};
/** The case never was one. */
export const CANCELLED = 128;
/** The case is opened again. */
export const REOPENED = 256;
/** A hold begins. */
export const PAUSED = 512;
/** A hold ends, or all do. */
export const RESUMED = 1024;
/** The severity, the tier, or the version of the policy is another. */
export const CHANGED = 2048;
/** A breach is recorded. */
export const BREACHED = 4096;
/** A breach is excused. */
export const EXCUSED = 8192;

/** Holds by whom a case waits for, as bits. */
export const PAUSE: Readonly<Record<SlaPause, number>> = { waitingForCustomer: 1, waitingForThirdParty: 2, onHold: 4 };

/**
 * Joins bits by name.
 *
 * @param bits - The bits.
 * @param names - Some of their names.
 * @returns The mask.
 */
export const maskOf = <Name extends string>(bits: Readonly<Record<Name, number>>, names: readonly Name[]): number =>
  names.reduce((mask, name) => mask | bits[name], 0);
