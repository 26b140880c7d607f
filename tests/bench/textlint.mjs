// Checks each line of a JSON array on stdin with textlint's Japanese preset; prints milliseconds for all of them.
// Usage: node textlint.mjs FOLDER_WITH_NODE_MODULES ROUNDS < texts.json

import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { readFileSync } from "node:fs";

const [folder, rounds] = process.argv.slice(2);
const require = createRequire(pathToFileURL(`${folder}/package.json`));
const { createLinter, loadTextlintrc } = await import(pathToFileURL(require.resolve("textlint")).href);
const texts = JSON.parse(readFileSync(0, "utf8"));
process.chdir(folder);
const linter = createLinter({ descriptor: await loadTextlintrc({ configFilePath: `${folder}/.textlintrc.json` }) });
await linter.lintText(texts[0], "warm.txt"); // loads its dictionary
const times = [];
for (let round = 0; round < Number(rounds); round += 1) {
  const begun = performance.now();
  for (const text of texts) await linter.lintText(text, "draft.txt");
  times.push(performance.now() - begun);
}
console.log(Math.min(...times));
