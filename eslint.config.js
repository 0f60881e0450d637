import { defineConfig } from "eslint/config";
import jsdoc from "eslint-plugin-jsdoc";
import tseslint from "typescript-eslint";

/** A pure library: no input or output, no hidden clock, no chance, no environment, no host locale, no host time zone. */
const IMPURE_GLOBALS = [
  ...["process", "Buffer", "global", "globalThis", "self", "window", "document", "navigator", "location", "require"],
  ...["console", "alert", "fetch", "XMLHttpRequest", "WebSocket", "Worker", "localStorage", "sessionStorage"],
  ...["setTimeout", "setInterval", "setImmediate", "queueMicrotask", "requestAnimationFrame"],
  ...["crypto", "performance", "eval", "Function"],
];
const HOST_ZONE =
  "/^((get|set)(Date|Day|FullYear|Hours|Milliseconds|Minutes|Month|Seconds|Year|TimezoneOffset)|toLocale\\w*|to(Date|Time)String)$/";
const PURE = [
  ["NewExpression[callee.name='Date'][arguments.length=0]", "the library has no clock: take the moment as an argument"],
  ["CallExpression[callee.name='Date']", "Date() is a clock, in the host's zone"],
  ["NewExpression[callee.name='Date'][arguments.length>1]", "new Date(y, m, ...) is in the host's zone: use Date.UTC"],
  ["NewExpression[callee.name='Date'] > SpreadElement", "new Date(...parts) is in the host's zone: use Date.UTC"],
  [`MemberExpression[computed=false] > Identifier.property[name=${HOST_ZONE}]`, "the host's zone or locale: use UTC"],
  [`MemberExpression[computed=true] > Literal.property[value=${HOST_ZONE}]`, "the host's zone or locale: use UTC"],
  [
    "CallExpression[callee.property.name='localeCompare'][arguments.length<2]",
    "name the locale, or compare code units",
  ],
  [":matches(NewExpression, CallExpression)[callee.object.name='Intl'][arguments.length=0]", "name the locale"],
  [
    ":matches(NewExpression, CallExpression)[callee.object.name='Intl'] > Identifier.arguments:first-child[name='undefined']",
    "name the locale",
  ],
  [
    "ImportDeclaration[source.value='zod'] > :matches(ImportSpecifier, ImportDefaultSpecifier)",
    'import * as z from "zod": { z } costs 360 kB in a bundle',
  ],
  ["ImportDeclaration[source.value='date-fns']", "import from date-fns/<function>: the root loads 300 files in Node"],
  ["ImportExpression", "the library loads nothing while it runs"],
].map(([selector, message]) => ({ selector, message }));

/** Where a doc comment must name every parameter and the result: what is exported. */
const EXPORTED = [
  "ExportNamedDeclaration > FunctionDeclaration",
  "ExportNamedDeclaration > VariableDeclaration > VariableDeclarator > ArrowFunctionExpression",
  "ExportNamedDeclaration > VariableDeclaration > VariableDeclarator > FunctionExpression",
  "ExportNamedDeclaration > ClassDeclaration > ClassBody > MethodDefinition[accessibility!='private'] > FunctionExpression",
];

export default defineConfig(
  {
    ignores: [
      "dist",
      "coverage",
      "docs-site",
      "reports",
      ".stryker-tmp",
      ".doc-examples",
      ".ci/out",
      "**/node_modules",
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { project: "./test/tsconfig.json", tsconfigRootDir: import.meta.dirname } },
    rules: {
      eqeqeq: "error",
      "@typescript-eslint/consistent-type-imports": "error",
      // a sealed policy is `Data & Seal`, made by no constructor; the compiler refuses what has no seal
      "@typescript-eslint/no-unsafe-class-instance-assignment": "off",
      "@typescript-eslint/no-unused-vars": [
        "error",
        {
          argsIgnorePattern: "^_",
          destructuredArrayIgnorePattern: "^_",
          varsIgnorePattern: "^_",
          ignoreRestSiblings: true,
        },
      ],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
    },
  },
  {
    // what runs in the browser, and the tests that look at it: other globals
    files: ["docs/site/browser/**/*.ts"],
    languageOptions: { parserOptions: { project: "./docs/site/tsconfig.json" } },
  },
  {
    files: ["test/browser/**/*.ts"],
    languageOptions: { parserOptions: { project: "./test/browser/tsconfig.json" } },
  },
  {
    files: ["src/**/*.ts"],
    plugins: { jsdoc },
    settings: { jsdoc: { mode: "typescript" } },
    rules: {
      "no-eval": "error",
      "no-implied-eval": "off",
      "@typescript-eslint/no-implied-eval": "error",
      "no-restricted-globals": ["error", ...IMPURE_GLOBALS],
      "no-restricted-properties": [
        "error",
        { object: "Date", property: "now", message: "the library has no clock: take the moment as an argument" },
        { object: "Math", property: "random", message: "the library has no chance: take a seed as an argument" },
      ],
      "no-restricted-syntax": ["error", ...PURE],
      "jsdoc/require-jsdoc": [
        "error",
        {
          publicOnly: { cjs: false, esm: true },
          require: {
            ArrowFunctionExpression: true,
            ClassDeclaration: true,
            FunctionDeclaration: true,
            FunctionExpression: true,
            MethodDefinition: true,
          },
          checkConstructors: false,
          contexts: [
            "TSInterfaceDeclaration",
            "TSTypeAliasDeclaration",
            "ExportNamedDeclaration > VariableDeclaration",
          ],
        },
      ],
      "jsdoc/check-tag-names": ["error", { definedTags: ["remarks", "typeParam"] }],
      "jsdoc/check-param-names": ["error", { checkDestructured: false }],
      "jsdoc/no-types": "error",
      "jsdoc/require-param": ["error", { contexts: EXPORTED, checkDestructured: false, checkDestructuredRoots: true }],
      "jsdoc/require-param-name": "error",
      "jsdoc/require-param-description": "error",
      "jsdoc/require-returns": ["error", { contexts: EXPORTED, checkGetters: false }],
      "jsdoc/require-returns-check": "error",
      "jsdoc/require-returns-description": "error",
      "jsdoc/require-throws-description": "error",
    },
  },
  {
    // shared helpers that no package entry exports: a sentence is enough
    files: ["src/numeric/**/*.ts", "src/*/internal/**/*.ts"],
    rules: { "jsdoc/require-param": "off", "jsdoc/require-returns": "off" },
  },
  {
    // number loops over typed arrays: `xs[i]!` is allowed, on an index and nothing else
    files: ["src/numeric/**/*.ts", "src/**/kernel.ts", "src/**/internal/**/*.ts"],
    rules: {
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/prefer-for-of": "off", // an ArrayLike cannot be iterated
      "no-restricted-syntax": [
        "error",
        ...PURE,
        {
          selector: "TSNonNullExpression > :not(MemberExpression[computed=true])",
          message: "only an element of an array may be asserted present",
        },
      ],
    },
  },
  {
    // tests and examples speak freely about shapes; they are checked for real mistakes
    files: ["test/**/*.ts", "examples/**/*.ts"],
    rules: {
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/no-confusing-void-expression": "off",
      "@typescript-eslint/no-empty-function": "off",
      "@typescript-eslint/restrict-template-expressions": "off",
    },
  },
  {
    // tests hand in what no type allows
    files: ["test/**/*.ts"],
    rules: {
      "@typescript-eslint/ban-ts-comment": ["error", { "ts-expect-error": false }],
      "@typescript-eslint/no-base-to-string": "off",
      "@typescript-eslint/no-explicit-any": "off",
      "@typescript-eslint/no-extraneous-class": "off",
      "@typescript-eslint/no-misused-spread": "off", // a spread policy that has lost its seal is a test of its own
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-call": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-return": "off",
      "@typescript-eslint/unbound-method": "off",
    },
  },
  {
    // plain scripts
    files: ["**/*.mjs", "**/*.js"],
    languageOptions: {
      globals: Object.fromEntries(
        ["console", "process", "URL", "Buffer", "setTimeout", "clearTimeout", "performance", "structuredClone"].map(
          (name) => [name, "readonly"],
        ),
      ),
    },
    rules: {
      eqeqeq: "error",
      "no-undef": "error",
      "no-unused-vars": "error",
      "no-var": "error",
      "prefer-const": "error",
    },
  },
);
