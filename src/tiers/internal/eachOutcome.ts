import { DomainError, type RowFindings, show, startRowFindings } from "../../core/index.ts";
import type { TierPortfolio, TierPortfolioColumns } from "../simulationModel.ts";
import { eachColumnOutcome } from "./outcomesOfColumns.ts";
import { eachRowOutcome } from "./outcomesOfRows.ts";
import type { Outcome, Simulation } from "./simulation.ts";

/**
 * Judges a portfolio under several policies, in one pass.
 *
 * @param portfolio - Rows or columns.
 * @param simulation - Of `startSimulation`.
 * @param visit - Takes what the policies decide of a customer. Customers whom any of them refuses are left out.
 * @returns Those who were refused.
 */
export function eachOutcome(
  portfolio: TierPortfolio,
  simulation: Simulation,
  visit: (outcome: Outcome) => void,
): RowFindings {
  const refusals = startRowFindings(simulation.walk.listed);
  if (typeof (portfolio as unknown) !== "object" || (portfolio as unknown) === null) {
    throw new DomainError("invalid-option", `portfolio: expected rows or columns, received ${show(portfolio)}`);
  }
  if (Symbol.iterator in portfolio) eachRowOutcome(portfolio, simulation, refusals, visit);
  else {
    columnsOf(portfolio);
    eachColumnOutcome(portfolio, simulation, refusals, visit);
  }
  return refusals.result();
}

function columnsOf(portfolio: TierPortfolioColumns): void {
  if (typeof (portfolio.metrics as unknown) === "object" && (portfolio.metrics as unknown) !== null) return;
  throw new DomainError("invalid-option", `portfolio: expected rows or columns, received ${show(portfolio)}`);
}
