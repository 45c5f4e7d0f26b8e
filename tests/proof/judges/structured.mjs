// Judges schema.org objects from stdin (a JSON list) as search engines do: node structured.mjs
import { readFileSync } from 'node:fs';
import Validator from '@adobe/structured-data-validator';

const things = JSON.parse(readFileSync(0, 'utf8'));
const jsonld = {};
for (const thing of things) (jsonld[thing['@type']] ??= []).push(thing);
const issues = await new Validator().validate({ jsonld, microdata: {}, rdfa: {} });
console.log(JSON.stringify(issues));
