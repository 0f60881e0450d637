/**
 * The facts: customers, orders, contacts, activity, cases, survey answers, contracts; and the doors they come in by.
 *
 * @module
 */
export { parseActivity, parseActivities } from "./activity.ts";
export { parseCase, parseCases } from "./case.ts";
export { parseContract, parseContracts } from "./contract.ts";
export { parseCustomer, parseCustomers } from "./customer.ts";
export { parseInteraction, parseInteractions } from "./interaction.ts";
export { parseOrder, parseOrders } from "./order.ts";
export { parseSurveyAnswer, parseSurveyAnswers } from "./surveyAnswer.ts";
export type {
  Activity,
  Case,
  CaseEvent,
  CaseEventKind,
  Company,
  Contact,
  ContactAddress,
  Contract,
  Customer,
  CustomerBase,
  CustomerCode,
  FactProblem,
  FactSchema,
  Interaction,
  Need,
  Order,
  ParsedFacts,
  ParseOptions,
  Person,
  Preference,
  Refund,
  SurveyAnswer,
} from "./model.ts";
export {
  activitySchema,
  caseSchema,
  contractSchema,
  customerSchema,
  interactionSchema,
  orderSchema,
  surveyAnswerSchema,
} from "./schema.ts";
