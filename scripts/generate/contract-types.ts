/** TypeScript types of a domain's contract, by graphql-codegen: enums as types, descriptions as comments. */
import { codegen } from '@graphql-codegen/core';
import * as typescript from '@graphql-codegen/typescript';
import { parse, printSchema } from 'graphql';
import type { Domain } from '#schema/domains.ts';
import { contractRules } from '#schema/rules.ts';

export async function contractTypes(domain: Domain): Promise<string> {
  const code = await codegen({
    documents: [],
    filename: `${domain}.ts`,
    config: {
      enumsAsTypes: true,
      skipTypename: true,
      useTypeImports: true,
      immutableTypes: true,
      onlyOperationTypes: false,
      scalars: { DateTime: 'string', ID: 'string' },
    },
    schema: parse(printSchema(contractRules(domain).schema)),
    plugins: [{ typescript: {} }],
    pluginMap: { typescript },
  });
  return `// Generated from schema/contracts by \`npm run generate\`. Not for editing.\n${code.trimEnd()}\n`;
}
