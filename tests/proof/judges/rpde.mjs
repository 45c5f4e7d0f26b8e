// Walks an RPDE feed as OpenActive's validator does and prints what it found: node rpde.mjs URL
import rpde from '@openactive/rpde-validator';

const log = await rpde.RpdeValidator(process.argv[2], { pageLimit: 20 });
const found = log.pages.flatMap((page) => page.errors.map((error) => ({ url: page.url, ...(error.data ?? error) })));
console.log(JSON.stringify(found.map(({ url, category, type, severity, message, path }) => ({ url, category, type, severity, message, path }))));
