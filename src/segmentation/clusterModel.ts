import type { InvalidFact, Issue } from "../core/index.ts";

/** How one metric was made comparable with the others. */
export interface ClusterMetric<Metric extends string = string> {
  /** Its name. */
  readonly metric: Metric;
  /** Its lowest value. */
  readonly min: number;
  /** Its mean. */
  readonly mean: number;
  /** How far the mean lies above the lowest value. */
  readonly meanAboveMin: number;
  /** Standard deviation of the population (divided by its number); 0 where all are alike: such a metric is of no effect. */
  readonly sd: number;
}

/** The middle of one cluster. */
export interface ClusterCentre<Metric extends string = string> {
  /** How many of the fitted customers belong to it. */
  readonly customers: number;
  /** The means of its customers, in their units. */
  readonly values: Readonly<Record<Metric, number>>;
  /** The centre in standard deviations from the mean of all, in the order of the metrics; what customers are held against. */
  readonly standardized: readonly number[];
}

/** What telling clusters apart needs to know: fitted once, used anywhere. Plain JSON. */
export interface ClusterModel<Metric extends string = string> {
  /** Kind and version. */
  readonly format: "cluster-model/1";
  /** The metrics, by name. */
  readonly metrics: readonly ClusterMetric<Metric>[];
  /** The clusters, largest first; a cluster is named by its place here. */
  readonly centres: readonly ClusterCentre<Metric>[];
  /** How many customers it was fitted on. */
  readonly customers: number;
  /** Sum of squared standardised distances from each customer to their centre. */
  readonly inertia: number;
  /** The part of all variation that lies between clusters: 1 - inertia / inertia of a single cluster. */
  readonly explained: number;
  /** The seed of its starts. */
  readonly seed: number;
  /** How many starts there were. */
  readonly restarts: number;
}

/** How well customers lie within their clusters, from -1 to 1. */
export interface Silhouette {
  /** Mean over the customers looked at. */
  readonly mean: number;
  /** Mean by cluster; null where none of its customers was looked at. */
  readonly byCluster: readonly (number | null)[];
  /** How many customers were looked at. */
  readonly customers: number;
  /** Whether these are all. */
  readonly exact: boolean;
}

/** The answer of `fitClusters`. */
export interface ClusterFit<Metric extends string = string> {
  /** The model. */
  readonly model: ClusterModel<Metric>;
  /** The cluster of each customer, in the order of the rows: a place in the model's centres. */
  readonly labels: Uint8Array;
  /** How well they lie; null for a single cluster. */
  readonly silhouette: Silhouette | null;
  /** Metrics that tell nobody apart (`degenerate-metric`); centres that still moved (`clusters-not-settled`). */
  readonly findings: readonly Issue[];
}

/** How clusters are looked for. */
export interface ClusterOptions {
  /** Where chance begins: a safe integer. The same seed gives the same answer. */
  readonly seed: number;
  /** How many starts, of which the best counts; 10 by default. */
  readonly restarts?: number | undefined;
  /** The most moves of one start; 300 by default. */
  readonly iterations?: number | undefined;
  /** With more customers than this, the silhouette is that of a sample of so many; 5,000 by default. */
  readonly silhouetteUpTo?: number | undefined;
}

/** Why there are no clusters. */
export type ClusterRefusal =
  | InvalidFact
  | {
      /** There are fewer different customers than clusters. */
      readonly code: "too-few-different-customers";
      /** How many different ones there are. */
      readonly different: number;
      /** How many clusters were asked for. */
      readonly clusters: number;
    };

/** The answer of `scoreCluster`. */
export interface ClusterScore {
  /** The nearest cluster: a place in the model's centres. */
  readonly cluster: number;
  /** Standardised distance to its centre. */
  readonly distance: number;
  /** The next nearest cluster; null when there is only one. */
  readonly next: number | null;
  /** Standardised distance to the next; null when there is only one. */
  readonly nextDistance: number | null;
}

/** One number of clusters, as `compareClusterCounts` tells it. */
export interface ClusterCountRow {
  /** How many clusters. */
  readonly clusters: number;
  /** The inertia found. */
  readonly inertia: number;
  /** The part of all variation that lies between clusters. */
  readonly explained: number;
  /** Mean silhouette; null for a single cluster. */
  readonly silhouette: number | null;
}

/** The answer of `compareClusterCounts`. */
export interface ClusterComparison {
  /** One for each number of clusters, ascending. */
  readonly rows: readonly ClusterCountRow[];
  /** The number with the highest silhouette, the fewest among equals; null when there is none. */
  readonly bySilhouette: number | null;
  /** The number at which the curve of inertia bends most: farthest below its chord; null with fewer than three rows. */
  readonly byElbow: number | null;
}

/** The answer of `clusterStability`. */
export interface ClusterStability {
  /** How many resamples were fitted. */
  readonly resamples: number;
  /** How many resamples had too few different customers to be fitted. */
  readonly skipped: number;
  /** Agreement of the clusters of a resample with those of everyone, over all customers: 1 for the same, about 0 for chance. */
  readonly adjustedRand: {
    /** Mean over the resamples. */
    readonly mean: number;
    /** 5 % of the resamples agree less. */
    readonly low: number;
    /** Half of them agree less. */
    readonly median: number;
    /** 95 % of them agree less. */
    readonly high: number;
  } | null;
  /** For each cluster, how much of it is found again: the mean, over the resamples, of its best overlap (Jaccard). */
  readonly recovered: readonly number[];
}
