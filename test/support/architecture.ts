import { posix } from "node:path";
import ts from "typescript";

/** From the ground up. A module imports only from floors below its own; modules on one floor are strangers. */
export const FLOORS: readonly (readonly string[])[] = [
  ["core", "numeric"],
  ["customer", "calendar"],
  ["history"],
  ["rules"],
  ["segmentation", "tiers", "lifecycle", "clv", "sla", "satisfaction", "loyalty", "records"],
  ["health", "complaints", "care", "recommendation"],
  ["analytics", "charts", "team", "explain"],
  ["playbook"],
];

/** Something in the sources that the architecture forbids. */
export interface Violation {
  /** Which rule. */
  readonly rule: Rule;
  /** Path below src, and line. */
  readonly at: string;
  /** What stands there. */
  readonly what: string;
}

export type Rule =
  | "clock" // Date.now, new Date(), Date()
  | "chance" // Math.random
  | "code-generation" // eval, Function
  | "cycle" // values imported in a circle
  | "date-fns-zone" // a date-fns call without an explicit `in:`
  | "environment" // console, process, timers, network, globals of a host
  | "face" // another module entered elsewhere than by its faces
  | "face-exports" // a face that does more than re-export by name
  | "floor" // an import upward, or of a stranger
  | "host-locale" // toLocaleString and its kin, Intl without a locale
  | "host-zone" // getHours and its kin, new Date(y, m, ...)
  | "import-form" // side effects, dynamic import, the package's own name, no .ts
  | "kernel" // a kernel that reaches more than kernels, numeric and core/error.ts
  | "messages" // another module's messages.ts imported by anything but explain
  | "model" // zod in a model.ts
  | "module" // no index.ts, no @module, an unknown folder or root file
  | "numeric" // numeric importing more than core/error.ts, or exported from the package
  | "own-face" // a module that comes in by its own index.ts
  | "package" // a package other than the four, or a wrong way into one
  | "root"; // the root files: what they must and may re-export

interface Import {
  readonly specifier: string;
  /** The file below src that a relative specifier names, else null. */
  readonly target: string | null;
  readonly typeOnly: boolean;
  readonly kind: "import" | "export" | "side-effect" | "dynamic" | "type" | "require";
  readonly line: number;
  readonly node: ts.Node;
}

interface Source {
  readonly path: string;
  readonly tree: ts.SourceFile;
  readonly imports: readonly Import[];
}

const FACES = ["index.ts", "kernel.ts", "messages.ts"];
const ERROR_FILE = "core/error.ts";

/**
 * Holds source files against the architecture.
 *
 * @param files - Text by path below src, such as `"core/error.ts"`.
 */
export function checkArchitecture(files: Readonly<Record<string, string>>): Violation[] {
  const sources = new Map<string, Source>();
  for (const [path, text] of Object.entries(files)) {
    const tree = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true, ts.ScriptKind.TS);
    sources.set(path, { path, tree, imports: importsOf(path, tree) });
  }
  const violations: Violation[] = [];
  const kernelFiles = kernelClosure(sources);
  for (const source of sources.values()) {
    const report = reporter(source, violations);
    checkImports(source, kernelFiles.has(source.path), report);
    checkPurity(source.tree, report);
    checkDateFns(source, report);
    if (!source.path.includes("/")) checkRoot(source, report);
    else if (source.path.split("/").length === 2 && source.path.endsWith("/index.ts")) checkFace(source, report);
  }
  checkModules(sources, violations);
  checkCycles(sources, violations);
  return violations;
}

/**
 * Holds the exports map of package.json against the modules: one entry for each folder of src but `numeric`, each with
 * types and code for both module systems.
 *
 * @param manifest - What package.json says.
 * @param modules - The folders of src.
 * @returns What is wrong, in words.
 */
export function checkExports(
  manifest: { readonly exports: Readonly<Record<string, unknown>> },
  modules: readonly string[],
): string[] {
  const door = (path: string): unknown => ({
    import: { types: `./dist/${path}.d.ts`, default: `./dist/${path}.js` },
    require: { types: `./dist/${path}.d.cts`, default: `./dist/${path}.cjs` },
  });
  const expected: Record<string, unknown> = {
    ".": door("index"),
    ...Object.fromEntries(modules.filter((m) => m !== "numeric").map((m) => [`./${m}`, door(`${m}/index`)])),
    "./kernel": door("kernel"),
    "./schemas/*.json": "./dist/schemas/*.json",
    "./package.json": "./package.json",
  };
  const wrong: string[] = [];
  for (const key of new Set([...Object.keys(expected), ...Object.keys(manifest.exports)])) {
    if (!(key in manifest.exports)) wrong.push(`${key} is missing`);
    else if (!(key in expected)) wrong.push(`${key} has no folder in src`);
    // as text: the order of the conditions matters
    else if (JSON.stringify(manifest.exports[key]) !== JSON.stringify(expected[key]))
      wrong.push(`${key} points elsewhere`);
  }
  return wrong;
}

const moduleOf = (path: string): string | null => (path.includes("/") ? (path.split("/")[0] ?? null) : null);
const floorOf = (module: string): number => FLOORS.findIndex((floor) => floor.includes(module));
const fileOf = (path: string): string => path.slice(path.indexOf("/") + 1);

type Report = (rule: Rule, node: ts.Node, what: string) => void;

function reporter(source: Source, violations: Violation[]): Report {
  return (rule, node, what) => {
    violations.push({ rule, at: `${source.path}:${lineOf(source.tree, node)}`, what });
  };
}

function lineOf(tree: ts.SourceFile, node: ts.Node): number {
  return tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1;
}

// ---------------------------------------------------------------------------------------------------------------- imports

/** Everything a file imports, by whatever syntax. */
function importsOf(path: string, tree: ts.SourceFile): Import[] {
  const found: Import[] = [];
  const add = (kind: Import["kind"], node: ts.Node, specifier: ts.Node | undefined, typeOnly: boolean): void => {
    const text = specifier !== undefined && ts.isStringLiteralLike(specifier) ? specifier.text : "(computed)";
    const target = text.startsWith(".") ? posix.normalize(posix.join(posix.dirname(path), text)) : null;
    found.push({ specifier: text, target, typeOnly, kind, line: lineOf(tree, node), node });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      const clause = node.importClause;
      if (clause === undefined) add("side-effect", node, node.moduleSpecifier, false);
      else add("import", node, node.moduleSpecifier, importsTypesOnly(clause));
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined) {
      const named =
        node.exportClause !== undefined && ts.isNamedExports(node.exportClause) ? node.exportClause : undefined;
      const allTypes = named !== undefined && named.elements.length > 0 && named.elements.every((e) => e.isTypeOnly);
      add("export", node, node.moduleSpecifier, node.isTypeOnly || allTypes);
    } else if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference)) {
      add("require", node, node.moduleReference.expression, node.isTypeOnly);
    } else if (ts.isImportTypeNode(node)) {
      add("type", node, ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined, true);
    } else if (ts.isCallExpression(node)) {
      if (node.expression.kind === ts.SyntaxKind.ImportKeyword) add("dynamic", node, node.arguments[0], false);
      else if (ts.isIdentifier(node.expression) && node.expression.text === "require" && !isBound(node.expression)) {
        add("require", node, node.arguments[0], false);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

function importsTypesOnly(clause: ts.ImportClause): boolean {
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const named = clause.namedBindings;
  if (clause.name !== undefined || named === undefined || !ts.isNamedImports(named)) return false;
  return named.elements.length > 0 && named.elements.every((element) => element.isTypeOnly);
}

/** The files that a module's kernel.ts reaches inside its module, by imports that remain when types are erased. */
function kernelClosure(sources: ReadonlyMap<string, Source>): ReadonlySet<string> {
  const closure = new Set<string>();
  const reach = (path: string): void => {
    if (closure.has(path)) return;
    closure.add(path);
    for (const { target, typeOnly } of sources.get(path)?.imports ?? []) {
      if (target !== null && !typeOnly && moduleOf(target) === moduleOf(path) && sources.has(target)) reach(target);
    }
  };
  for (const path of sources.keys()) if (moduleOf(path) !== null && fileOf(path) === "kernel.ts") reach(path);
  return closure;
}

function checkImports(source: Source, inKernel: boolean, report: Report): void {
  const from = source.path;
  const own = moduleOf(from);
  if (own === null) return; // root files have rules of their own
  for (const { specifier, target, typeOnly, kind, node } of source.imports) {
    if (kind === "side-effect") report("import-form", node, `"${specifier}" for its side effects`);
    if (kind === "dynamic") report("import-form", node, `import("${specifier}") while running`);
    if (kind === "require") report("import-form", node, `require of "${specifier}"`);

    if (target === null) {
      if (/^clientele(\/|$)/.test(specifier)) {
        report("import-form", node, `"${specifier}": inside src, import by relative path`);
        continue;
      }
      const complaint = packageComplaint(specifier, node);
      if (complaint !== null) report("package", node, complaint);
      if (own === "numeric") report("numeric", node, `the package "${specifier}"`);
      else if (inKernel && !typeOnly) report("kernel", node, `the package "${specifier}" is reached from a kernel`);
      if (fileOf(from).endsWith("model.ts") && specifier.startsWith("zod")) report("model", node, "zod in a model");
      continue;
    }

    const there = moduleOf(target);
    if (target.startsWith("..")) {
      report("import-form", node, `"${specifier}" leaves src`);
      continue;
    }
    if (!target.endsWith(".ts")) report("import-form", node, `"${specifier}" does not end in .ts`);
    if (there === null) {
      report("floor", node, `the root file ${target}`);
      continue;
    }
    if (fileOf(target) === "messages.ts" && there !== own && own !== "explain") report("messages", node, target);

    if (there === own) {
      if (fileOf(target) === "index.ts") report("own-face", node, target);
      continue;
    }
    if (own === "numeric") {
      if (target !== ERROR_FILE) report("numeric", node, target);
      continue;
    }
    if (floorOf(there) >= floorOf(own)) report("floor", node, `${own} imports ${there}`);
    const groundError = inKernel && target === ERROR_FILE;
    if (!groundError && !FACES.includes(fileOf(target))) report("face", node, `${target} is not a face of ${there}`);
    if (inKernel && !typeOnly) {
      const allowed = groundError || there === "numeric" || fileOf(target) === "kernel.ts";
      if (!allowed) report("kernel", node, `${target} is reached from a kernel`);
    }
  }
  if (from === ERROR_FILE && source.imports.some(({ typeOnly }) => !typeOnly)) {
    report("kernel", source.tree, `${ERROR_FILE} stands under the kernels: it imports nothing`);
  }
}

/** What is wrong with the way a package is imported, if anything. */
function packageComplaint(specifier: string, node: ts.Node): string | null {
  if (specifier === "zod") {
    const bindings = ts.isImportDeclaration(node) ? node.importClause?.namedBindings : undefined;
    const whole = bindings !== undefined && ts.isNamespaceImport(bindings) && importDefault(node) === undefined;
    return whole ? null : 'import * as z from "zod", and no other way: it costs 360 kB';
  }
  if (specifier === "decimal.js" || specifier === "@date-fns/tz" || /^date-fns\/\w+$/.test(specifier)) return null;
  if (specifier === "date-fns") return "import from date-fns/<function>: the root loads 300 files";
  return `"${specifier}" is not a dependency`;
}

function importDefault(node: ts.Node): ts.Identifier | undefined {
  return ts.isImportDeclaration(node) ? node.importClause?.name : undefined;
}

function checkCycles(sources: ReadonlyMap<string, Source>, violations: Violation[]): void {
  const state = new Map<string, "open" | "done">();
  const visit = (path: string, trail: readonly string[]): void => {
    state.set(path, "open");
    for (const { target, typeOnly, line } of sources.get(path)?.imports ?? []) {
      if (target === null || typeOnly || !sources.has(target)) continue;
      if (state.get(target) === "open") {
        const circle = [...trail.slice(trail.indexOf(target)), target];
        violations.push({ rule: "cycle", at: `${path}:${line}`, what: circle.join(" -> ") });
      } else if (!state.has(target)) visit(target, [...trail, target]);
    }
    state.set(path, "done");
  };
  for (const path of sources.keys()) if (!state.has(path)) visit(path, [path]);
}

// ----------------------------------------------------------------------------------------------------------------- shapes

function checkModules(sources: ReadonlyMap<string, Source>, violations: Violation[]): void {
  const modules = new Set([...sources.keys()].map(moduleOf).filter((name) => name !== null));
  for (const module of modules) {
    const missing = (what: string): void => void violations.push({ rule: "module", at: module, what });
    if (floorOf(module) < 0) missing("has no floor");
    if (!sources.has(`${module}/index.ts`)) missing("has no index.ts");
  }
  const root = (file: string, wanted: readonly string[]): void => {
    const source = sources.get(file);
    if (source === undefined) {
      if (wanted.length > 0) violations.push({ rule: "root", at: file, what: "is missing" });
      return;
    }
    const has = source.imports.map(({ target }) => target);
    for (const path of wanted) {
      if (!has.includes(path)) violations.push({ rule: "root", at: file, what: `does not re-export ${path}` });
    }
  };
  const published = [...modules].filter((module) => module !== "numeric");
  root(
    "index.ts",
    published.filter((m) => sources.has(`${m}/index.ts`)).map((m) => `${m}/index.ts`),
  );
  root(
    "kernel.ts",
    published.filter((m) => sources.has(`${m}/kernel.ts`)).map((m) => `${m}/kernel.ts`),
  );
}

function checkRoot(source: Source, report: Report): void {
  if (source.path !== "index.ts" && source.path !== "kernel.ts") {
    report("module", source.tree, "the root holds index.ts and kernel.ts, nothing else");
    return;
  }
  if (!hasModuleComment(source.tree)) report("module", source.tree, "has no @module comment");
  for (const statement of source.tree.statements) {
    const target = source.imports.find(({ node }) => node === statement)?.target ?? null;
    const shape = source.path === "index.ts" ? /^\w+\/(index|kernel)\.ts$/ : /^\w+\/kernel\.ts$/;
    if (!ts.isExportDeclaration(statement) || target === null) report("root", statement, "only re-exports of modules");
    else if (moduleOf(target) === "numeric") report("numeric", statement, "numeric is not exported from the package");
    else if (!shape.test(target)) report("root", statement, `${target} is not a face`);
  }
}

function checkFace(source: Source, report: Report): void {
  if (!hasModuleComment(source.tree)) report("module", source.tree, "has no @module comment");
  for (const statement of source.tree.statements) {
    if (!ts.isExportDeclaration(statement) || statement.moduleSpecifier === undefined) {
      report("face-exports", statement, "a face only re-exports");
    } else if (statement.exportClause === undefined || !ts.isNamedExports(statement.exportClause)) {
      report("face-exports", statement, "export *: name what is exported");
    }
    const target = source.imports.find(({ node }) => node === statement)?.target ?? null;
    if (target !== null && moduleOf(target) === "numeric" && moduleOf(source.path) !== "numeric") {
      report("numeric", statement, "numeric is not exported from the package");
    }
  }
}

function hasModuleComment(tree: ts.SourceFile): boolean {
  const first = /^\s*\/\*\*[^]*?\*\//.exec(tree.text)?.[0] ?? "";
  return /@module\b/.test(first) && first.replace(/@\w+|[*/\s]/g, "") !== "";
}

// ----------------------------------------------------------------------------------------------------------------- purity

const ENVIRONMENT = new Set([
  ...["process", "Buffer", "global", "globalThis", "self", "window", "document", "navigator", "location", "module"],
  ...["console", "alert", "fetch", "XMLHttpRequest", "WebSocket", "Worker", "localStorage", "sessionStorage"],
  ...["setTimeout", "setInterval", "setImmediate", "queueMicrotask", "requestAnimationFrame", "crypto", "performance"],
]);
const HOST_ZONE =
  /^(?:[gs]et(?:Date|Day|FullYear|Hours|Milliseconds|Minutes|Month|Seconds|Year)|getTimezoneOffset|to(?:Date|Time)String)$/;
const HOST_LOCALE = /^toLocale\w*$/;

function checkPurity(tree: ts.SourceFile, report: Report): void {
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && isGlobalReference(node)) {
      if (ENVIRONMENT.has(node.text)) report("environment", node, node.text);
      if (node.text === "eval" || node.text === "Function") report("code-generation", node, node.text);
    }
    if (node.kind === ts.SyntaxKind.MetaProperty) report("environment", node, node.getText(tree));
    const name = accessedName(node);
    if (name !== null) {
      if (name.of === "Date" && name.property === "now") report("clock", node, "Date.now");
      if (name.of === "Math" && name.property === "random") report("chance", node, "Math.random");
      if (name.of === "Temporal" && name.property === "Now") report("clock", node, "Temporal.Now");
      if (HOST_ZONE.test(name.property)) report("host-zone", node, name.property);
      if (HOST_LOCALE.test(name.property)) report("host-locale", node, name.property);
    }
    if (ts.isObjectBindingPattern(node)) checkDestructured(node, report);
    if ((ts.isNewExpression(node) || ts.isCallExpression(node)) && ts.isIdentifier(node.expression)) {
      if (node.expression.text === "Date" && !isBound(node.expression)) {
        const given = node.arguments ?? [];
        if (ts.isCallExpression(node) || given.length === 0) report("clock", node, node.getText(tree));
        else if (given.length > 1 || given.some(ts.isSpreadElement)) report("host-zone", node, node.getText(tree));
      }
    }
    if (ts.isNewExpression(node) || ts.isCallExpression(node)) {
      const callee = accessedName(node.expression);
      const first = node.arguments?.[0];
      const noLocale = first === undefined || (ts.isIdentifier(first) && first.text === "undefined");
      if (callee?.of === "Intl" && noLocale) report("host-locale", node, node.getText(tree));
      if (callee?.property === "localeCompare" && (node.arguments?.length ?? 0) < 2) {
        report("host-locale", node, node.getText(tree));
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
}

/** `const { now } = Date` is the same clock. */
function checkDestructured(node: ts.ObjectBindingPattern, report: Report): void {
  const { initializer } = node.parent;
  const of = initializer !== undefined && ts.isIdentifier(initializer) ? initializer.text : null;
  for (const element of node.elements) {
    const key = element.propertyName ?? element.name;
    const property = ts.isIdentifier(key) || ts.isStringLiteralLike(key) ? key.text : "";
    if (of === "Date" && property === "now") report("clock", element, "Date.now");
    if (of === "Math" && property === "random") report("chance", element, "Math.random");
  }
}

/** `a.b` and `a["b"]`. */
function accessedName(node: ts.Node): { readonly of: string | null; readonly property: string } | null {
  const of = (object: ts.Expression): string | null =>
    ts.isIdentifier(object) && !isBound(object) ? object.text : null;
  if (ts.isPropertyAccessExpression(node)) return { of: of(node.expression), property: node.name.text };
  if (ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression)) {
    return { of: of(node.expression), property: node.argumentExpression.text };
  }
  return null;
}

/** Whether an identifier is a value that no declaration around it explains. */
function isGlobalReference(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) && parent.name === node) return false;
  if (ts.isQualifiedName(parent) || ts.isTypeReferenceNode(parent)) return false;
  if (ts.isExpressionWithTypeArguments(parent) && ts.isInterfaceDeclaration(parent.parent.parent)) return false;
  if (ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent)) return false;
  if (ts.isTypePredicateNode(parent) || ts.isNamedTupleMember(parent)) return false;
  const named = parent as { readonly name?: ts.Node; readonly propertyName?: ts.Node };
  if (named.propertyName === node) return false;
  if (named.name === node && !ts.isShorthandPropertyAssignment(parent)) return false; // what is declared here
  return !isBound(node);
}

const bindings = new WeakMap<ts.Node, ReadonlySet<string>>();

/** Whether a declaration in an enclosing scope binds the name. */
function isBound(node: ts.Identifier): boolean {
  for (let scope: ts.Node = node.parent; ; scope = scope.parent) {
    let names = bindings.get(scope);
    if (names === undefined) {
      names = namesBoundBy(scope);
      bindings.set(scope, names);
    }
    if (names.has(node.text)) return true;
    if (ts.isSourceFile(scope)) return false;
  }
}

function namesBoundBy(scope: ts.Node): ReadonlySet<string> {
  const names = new Set<string>();
  const bind = (name: ts.BindingName | undefined): void => {
    if (name === undefined) return;
    if (ts.isIdentifier(name)) names.add(name.text);
    else for (const element of name.elements) if (ts.isBindingElement(element)) bind(element.name);
  };
  const bindList = (list: ts.Node | undefined): void => {
    if (list !== undefined && ts.isVariableDeclarationList(list)) for (const { name } of list.declarations) bind(name);
  };
  if (ts.isFunctionLike(scope)) {
    for (const parameter of scope.parameters) bind(parameter.name);
    if (ts.isFunctionExpression(scope)) bind(scope.name);
  } else if (ts.isForStatement(scope) || ts.isForOfStatement(scope) || ts.isForInStatement(scope)) {
    bindList(scope.initializer);
  } else if (ts.isCatchClause(scope)) bind(scope.variableDeclaration?.name);
  else if (ts.isSourceFile(scope) || ts.isBlock(scope) || ts.isCaseOrDefaultClause(scope) || ts.isModuleBlock(scope)) {
    for (const statement of scope.statements) {
      if (ts.isVariableStatement(statement)) {
        if (!isAmbient(statement)) bindList(statement.declarationList);
      } else if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) {
        if (!isAmbient(statement)) bind(statement.name);
      } else if (ts.isImportDeclaration(statement)) {
        bind(statement.importClause?.name);
        const named = statement.importClause?.namedBindings;
        if (named !== undefined && ts.isNamespaceImport(named)) bind(named.name);
        else if (named !== undefined) for (const element of named.elements) bind(element.name);
      }
    }
  }
  return names;
}

/** `declare const process: ...` binds nothing: the global stays. */
function isAmbient(node: ts.Node): boolean {
  return (
    ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some((m) => m.kind === ts.SyntaxKind.DeclareKeyword)
  );
}

/** date-fns works in the host's zone unless a call says `in:`; these functions know no zone. */
const ZONE_FREE = new Set([
  ...[
    "addMilliseconds",
    "addSeconds",
    "addMinutes",
    "addHours",
    "subMilliseconds",
    "subSeconds",
    "subMinutes",
    "subHours",
  ],
  ...["differenceInMilliseconds", "differenceInSeconds", "differenceInMinutes", "differenceInHours"],
  ...["isAfter", "isBefore", "isEqual", "isValid", "compareAsc", "compareDesc", "getTime", "constants"],
]);

function checkDateFns(source: Source, report: Report): void {
  const functions = new Map<string, string>();
  for (const { node, specifier, typeOnly } of source.imports) {
    const path = /^date-fns\/(\w+)$/.exec(specifier)?.[1];
    if (path === undefined || typeOnly || ZONE_FREE.has(path) || !ts.isImportDeclaration(node)) continue;
    const named = node.importClause?.namedBindings;
    if (named !== undefined && ts.isNamedImports(named))
      for (const { name } of named.elements) functions.set(name.text, path);
  }
  if (functions.size === 0) return;
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && functions.has(node.text) && !ts.isImportSpecifier(node.parent)) {
      const call = ts.isCallExpression(node.parent) && node.parent.expression === node ? node.parent : null;
      const said = saysZone(source.tree, call?.arguments.at(-1));
      const isName = ts.isPropertyAccessExpression(node.parent) && node.parent.name === node;
      if (!said && !isName) report("date-fns-zone", node, `${node.text} without { in: ... }`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source.tree);
}

/** Whether an argument is `{ in: ... }`, or a constant of the file that is one. */
function saysZone(tree: ts.SourceFile, argument: ts.Expression | undefined): boolean {
  if (argument === undefined) return false;
  if (ts.isObjectLiteralExpression(argument)) {
    return argument.properties.some(({ name }) => name !== undefined && ts.isIdentifier(name) && name.text === "in");
  }
  if (!ts.isIdentifier(argument)) return false;
  const constant = tree.statements
    .filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => declarationList.declarations)
    .find(({ name }) => ts.isIdentifier(name) && name.text === argument.text);
  let said = false;
  const visit = (node: ts.Node): void => {
    if (ts.isObjectLiteralExpression(node) && saysZone(tree, node)) said = true;
    ts.forEachChild(node, visit);
  };
  if (constant?.initializer !== undefined) visit(constant.initializer);
  return said;
}
