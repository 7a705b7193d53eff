// Validates Kubernetes YAML strictly, without a cluster: node validate.mjs NODE_MODULES FILE...
// The kubernetes-models packages know each kind twice: as a schema (required fields, enums, formats) and as a type of TypeScript,
// whose compiler refuses a field that the type does not have. Custom resources have packages of their own.
// Prints one JSON object per file: { "file": "...", "errors": ["Deployment api: ..."] }.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [modules, ...files] = process.argv.slice(2);
const load = createRequire(pathToFileURL(join(modules, 'package.json')));
const ts = load('typescript');
const yaml = load('js-yaml');
const custom = {
  'external-secrets.io': '@kubernetes-models/external-secrets',
  'gateway.networking.k8s.io': '@kubernetes-models/gateway-api',
  'keda.sh': '@kubernetes-models/keda',
  'monitoring.coreos.com': '@kubernetes-models/prometheus-operator',
};

// A file of TypeScript for each different object, so that the compiler runs once.
const sources = new Map();
const reports = files.map((file) => ({ file, errors: [], objects: [] }));
for (const report of reports) {
  try {
    for (const object of yaml.loadAll(readFileSync(report.file, 'utf8'))) {
      const { apiVersion = '', kind = '' } = object ?? {};
      const model = `${custom[apiVersion.split('/')[0]] ?? 'kubernetes-models'}/${apiVersion}/${kind}`;
      if (!existsSync(join(modules, `${model}.js`))) {
        report.errors.push(`${apiVersion} ${kind}: no such kind`);
        continue;
      }
      // The packages still know versions that clusters have dropped.
      const stable = ['v1', 'v2'].map((version) => model.replace(/v\d+(alpha|beta)\d+\//, `${version}/`)).find((other) => other !== model && existsSync(join(modules, `${other}.js`)));
      if (stable) report.errors.push(`${apiVersion} ${kind}: superseded by ${stable}`);
      const text = `import type { I${kind} } from '${model}';\nexport const object: I${kind} = ${JSON.stringify(object)};\n`;
      if (!sources.has(text)) sources.set(text, { path: join(dirname(modules), `${sources.size}.mts`), object, model });
      report.objects.push(sources.get(text));
    }
  } catch (e) {
    report.errors.push(e.message);
  }
}

const texts = new Map([...sources].map(([text, { path }]) => [path, text]));
const options = { noEmit: true, strict: true, skipLibCheck: true, types: [], module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2022 };
const host = ts.createCompilerHost(options);
const { fileExists, readFile } = host;
host.fileExists = (path) => texts.has(path) || fileExists(path);
host.readFile = (path) => texts.get(path) ?? readFile(path);
const program = ts.createProgram([...texts.keys()], options, host);

for (const source of sources.values()) {
  const { object, model, path } = source;
  source.errors = program.getSemanticDiagnostics(program.getSourceFile(path)).map((found) => ts.flattenDiagnosticMessageText(found.messageText, ' '));
  const Model = (await import(pathToFileURL(join(modules, `${model}.js`))))[object.kind];
  try {
    new Model(object).validate();
  } catch (e) {
    source.errors.push(e.message);
  }
}

for (const { file, errors, objects } of reports) {
  const found = objects.flatMap(({ object, errors }) => errors.map((error) => `${object.kind} ${object.metadata?.name}: ${error}`));
  console.log(JSON.stringify({ file, errors: [...errors, ...found] }));
}
