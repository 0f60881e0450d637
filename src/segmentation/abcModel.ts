import type { Money, RowFindings } from "../core/index.ts";

/** What a customer is worth, as {@link classifyAbc} takes it. */
export interface ValuedCustomer {
  /** Whose. */
  readonly customerId: string;
  /** Money where a currency is named in the options, else a number of any unit; of size 1e300 at most. */
  readonly value: Money | number;
}

/** One class of an ABC division. */
export interface AbcClass<Class extends string = string> {
  /** Its name. */
  readonly name: Class;
  /** The share of all value, above 0 up to 1, that this class and those before it hold together at least. */
  readonly upTo: number;
}

/** One customer of an ABC division. */
export interface AbcCustomer<Class extends string = string> {
  /** Whose. */
  readonly customerId: string;
  /** What they are worth: as given, or in major units. */
  readonly value: number;
  /** 1 for the most valuable; equal values share the better rank. */
  readonly rank: number;
  /** Their part of all positive value; 0 for a value of zero or less. */
  readonly share: number;
  /** The part held by all who are worth as much or more. */
  readonly cumulativeShare: number;
  /** The class. */
  readonly class: Class;
}

/** One class of an ABC division, with what it came to. */
export interface AbcClassTotal<Class extends string = string> extends AbcClass<Class> {
  /** How many customers. */
  readonly customers: number;
  /** Their part of all customers. */
  readonly customerShare: number;
  /** What its customers are worth together, negative values included. */
  readonly value: number;
  /** Their part of all positive value. */
  readonly valueShare: number;
}

/** The answer of {@link classifyAbc}. */
export interface AbcDivision<Class extends string = string> {
  /** The classes, best first. */
  readonly classes: readonly AbcClassTotal<Class>[];
  /** The customers, most valuable first, equals by identifier. */
  readonly customers: readonly AbcCustomer<Class>[];
  /** All positive value: what shares are parts of. */
  readonly total: number;
  /** How many customers are worth zero or less. */
  readonly withoutValue: number;
  /** Rows that could not be used. */
  readonly rows: RowFindings;
}

/** What a customer bought by period, as {@link classifyXyz} takes it. */
export interface PeriodicCustomer {
  /** Whose. */
  readonly customerId: string;
  /** One number for each period, 0 where there was nothing; of size 1e300 at most. */
  readonly amounts: readonly number[];
}

/** One class of an XYZ division. */
export interface XyzClass<Class extends string = string> {
  /** Its name. */
  readonly name: Class;
  /** The highest coefficient of variation that belongs to it; null for any, on the last class alone. */
  readonly upTo: number | null;
}

/** One customer of an XYZ division. */
export interface XyzCustomer<Class extends string = string> {
  /** Whose. */
  readonly customerId: string;
  /** Mean of the periods. */
  readonly mean: number;
  /** Standard deviation over mean; null where the mean is zero or less. */
  readonly variation: number | null;
  /** The class; null where there is no coefficient. */
  readonly class: Class | null;
}

/** The answer of {@link classifyXyz}. */
export interface XyzDivision<Class extends string = string> {
  /** The classes, steadiest first, with how many customers each has. */
  readonly classes: readonly (XyzClass<Class> & {
    /** How many customers. */
    readonly customers: number;
  })[];
  /** The customers by identifier. */
  readonly customers: readonly XyzCustomer<Class>[];
  /** How many have no coefficient, and so no class. */
  readonly unclassified: number;
  /** Rows that could not be used. */
  readonly rows: RowFindings;
}

/** One field of {@link AbcXyzMatrix}. */
export interface AbcXyzCell<Abc extends string = string, Xyz extends string = string> {
  /** Class by value. */
  readonly abc: Abc;
  /** Class by steadiness; null for customers without one. */
  readonly xyz: Xyz | null;
  /** How many customers. */
  readonly customers: number;
  /** What they are worth together. */
  readonly value: number;
  /** Their part of all positive value. */
  readonly valueShare: number;
}

/** The answer of {@link abcXyzMatrix}. */
export interface AbcXyzMatrix<Abc extends string = string, Xyz extends string = string> {
  /** Every class by value with every class by steadiness, and with null; empty fields are there too. */
  readonly cells: readonly AbcXyzCell<Abc, Xyz>[];
  /** Customers that only the ABC division has; they stand in no field. */
  readonly onlyAbc: number;
  /** Customers that only the XYZ division has. */
  readonly onlyXyz: number;
}

/** One point of a Lorenz curve. */
export interface LorenzPoint {
  /** The part of all customers that are worth as much or less. */
  readonly customers: number;
  /** The part of all value that these hold. */
  readonly value: number;
}

/** Nothing is shared out. */
export interface NoValue {
  /** Always this. */
  readonly code: "no-value";
}
