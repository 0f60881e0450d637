import { DomainError } from "../../core/kernel.ts";

/**
 * Every stay of every customer in a stage, as far as it was seen: what questions about a population of courses are asked of. Columns
 * of one length, that can be cloned. Stays of one customer stand together, in order of time; one whose time started again in the
 * same stage is one stay.
 */
export interface StageSpells<Stage extends string = string> {
  /** The stages of the policy, in its order: `stage` and `next` are places here. */
  readonly stages: readonly Stage[];
  /** 1 for each stage that is final. */
  readonly final: Uint8Array;
  /** Up to when courses were followed, in epoch milliseconds. */
  readonly asOf: number;
  /** How many courses were handed in. */
  readonly courses: number;
  /** How many of them had begun by then and were followed to it. */
  readonly customers: number;
  /** Whose stay: a place among the courses handed in. */
  readonly customer: Int32Array;
  /** In which stage. */
  readonly stage: Uint16Array;
  /** Since when, in epoch milliseconds. */
  readonly enteredAt: Float64Array;
  /** When it was left; `asOf` for a stay that lasts. */
  readonly until: Float64Array;
  /** The stage entered then; -1 for a stay that lasts. */
  readonly next: Int32Array;
  /** How many times its time started again. */
  readonly renewals: Uint32Array;
}

/** Columns of stays that grow. */
export class SpellColumns {
  #length = 0;
  #customers = 0;
  #customer: Int32Array;
  #stage: Uint16Array;
  #enteredAt: Float64Array;
  #until: Float64Array;
  #next: Int32Array;
  #renewals: Uint32Array;

  constructor(room: number) {
    const size = Math.max(16, room);
    this.#customer = new Int32Array(size);
    this.#stage = new Uint16Array(size);
    this.#enteredAt = new Float64Array(size);
    this.#until = new Float64Array(size);
    this.#next = new Int32Array(size);
    this.#renewals = new Uint32Array(size);
  }

  /** A course begins. */
  begin(customer: number, stage: number, at: number): void {
    this.#customers += 1;
    this.#add(customer, stage, at);
  }

  /** The course that began last goes on. */
  move(to: number, at: number): void {
    const last = this.#length - 1;
    if (this.#stage[last] === to) {
      this.#renewals[last] = (this.#renewals[last] ?? 0) + 1;
      return;
    }
    this.#until[last] = at;
    this.#next[last] = to;
    this.#add(this.#customer[last] ?? 0, to, at);
  }

  /** The course that began last was followed up to here. */
  end(at: number): void {
    this.#until[this.#length - 1] = at;
    this.#next[this.#length - 1] = -1;
  }

  /** All that was collected. */
  columns<Stage extends string>(
    about: Pick<StageSpells<Stage>, "stages" | "final" | "asOf" | "courses">,
  ): StageSpells<Stage> {
    const length = this.#length;
    // what was laid out for just as many is handed over as it is
    const isFull = length === this.#stage.length;
    const cut = <List extends { slice: (from: number, to: number) => List }>(list: List): List =>
      isFull ? list : list.slice(0, length);
    return {
      stages: about.stages,
      final: about.final,
      asOf: about.asOf,
      courses: about.courses,
      customers: this.#customers,
      customer: cut(this.#customer),
      stage: cut(this.#stage),
      enteredAt: cut(this.#enteredAt),
      until: cut(this.#until),
      next: cut(this.#next),
      renewals: cut(this.#renewals),
    };
  }

  #add(customer: number, stage: number, at: number): void {
    const place = this.#length++;
    if (place === this.#customer.length) this.#grow(place * 2);
    this.#customer[place] = customer;
    this.#stage[place] = stage;
    this.#enteredAt[place] = at;
  }

  #grow(size: number): void {
    const grown = <List extends { set: (from: List) => void }>(into: List, from: List): List => {
      into.set(from);
      return into;
    };
    this.#customer = grown(new Int32Array(size), this.#customer);
    this.#stage = grown(new Uint16Array(size), this.#stage);
    this.#enteredAt = grown(new Float64Array(size), this.#enteredAt);
    this.#until = grown(new Float64Array(size), this.#until);
    this.#next = grown(new Int32Array(size), this.#next);
    this.#renewals = grown(new Uint32Array(size), this.#renewals);
  }
}

/** Finds the places of stages named in an option; each once. */
export function placesOfStages<Stage extends string>(
  named: readonly Stage[],
  stages: readonly Stage[],
  option: string,
): readonly number[] {
  const places = named.map((stage) => stages.indexOf(stage));
  const wrong = places.findIndex((place, index) => place < 0 || places.indexOf(place) < index);
  if (wrong >= 0) {
    throw new DomainError(
      "invalid-option",
      `${option}: expected stages of the policy, each once, received ${JSON.stringify(named[wrong])}`,
    );
  }
  return places;
}

/** Checks a share between 0 and 1, neither included. */
export function checkConfidence(confidence: number): number {
  if (!(confidence > 0 && confidence < 1)) {
    throw new DomainError("invalid-option", `confidence: expected a share above 0 and below 1, received ${confidence}`);
  }
  return confidence;
}
