// Validates Kubernetes YAML strictly, without a cluster: node validate.mjs NODE_MODULES FILE...
// Two packages together: kubernetes-models knows required fields, types, enums and formats;
// @kubernetes/client-node knows every field there is, so that one that it does not know is a mistake.
// Prints one JSON object per file: { "file": "...", "errors": ["Deployment api: ..."] }.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [modules, ...files] = process.argv.slice(2);
const load = createRequire(pathToFileURL(join(modules, 'package.json')));
const client = load('@kubernetes/client-node');
const yaml = load('js-yaml');
const validators = new Map();

// The client has no types for these; their models validate them alone.
const custom = { 'monitoring.coreos.com': '@kubernetes-models/prometheus-operator' };

async function validator(apiVersion, kind) {
  const key = `${apiVersion}/${kind}`;
  if (!validators.has(key)) {
    const file = join(modules, custom[apiVersion.split('/')[0]] ?? 'kubernetes-models', apiVersion, `${kind}.js`);
    validators.set(key, existsSync(file) ? (await import(pathToFileURL(file)))[kind] : undefined);
  }
  return validators.get(key);
}

function scalar(value, type, path, errors) {
  const right = {
    string: (v) => typeof v === 'string',
    number: (v) => typeof v === 'number',
    boolean: (v) => typeof v === 'boolean',
    IntOrString: (v) => typeof v === 'string' || Number.isInteger(v),
    V1MicroTime: (v) => typeof v === 'string',
    Date: (v) => typeof v === 'string',
    any: () => true,
  }[type];
  if (right && !right(value)) errors.push(`${path}: ${JSON.stringify(value)} is no ${type}`);
  return right !== undefined;
}

function walk(value, type, path, errors) {
  if (value === null || value === undefined) {
    errors.push(`${path}: has no value`);
    return;
  }
  if (scalar(value, type, path, errors)) return;

  const list = /^Array<(.*)>$/.exec(type);
  const map = /^\{ \[key: string\]: (.*); \}$/.exec(type);
  if (list) {
    if (!Array.isArray(value)) errors.push(`${path}: is no list`);
    else value.forEach((item, i) => walk(item, list[1], `${path}[${i}]`, errors));
  } else if (typeof value !== 'object' || Array.isArray(value)) {
    errors.push(`${path}: is no ${type}`);
  } else if (map) {
    for (const [key, item] of Object.entries(value)) walk(item, map[1], `${path}.${key}`, errors);
  } else {
    const fields = new Map(client[type].getAttributeTypeMap().map((field) => [field.baseName, field.type]));
    for (const [key, item] of Object.entries(value)) {
      if (fields.has(key)) walk(item, fields.get(key), `${path}.${key}`, errors);
      else errors.push(`${path}.${key}: no such field in ${type}`);
    }
  }
}

async function check(object) {
  const { apiVersion = '', kind = '' } = object ?? {};
  const Model = await validator(apiVersion, kind);
  if (!Model) return [`${apiVersion} ${kind}: no such kind`];

  const errors = [];
  if (!custom[apiVersion.split('/')[0]]) {
    const version = apiVersion.split('/').pop();
    const type = version[0].toUpperCase() + version.slice(1) + kind;
    if (client[type]) walk(object, type, kind, errors);
    else errors.push(`${apiVersion} ${kind}: the client has no ${type}`);
  }
  try {
    new Model(object).validate();
  } catch (e) {
    errors.push(e.message);
  }
  return errors.map((error) => `${kind} ${object.metadata?.name}: ${error}`);
}

for (const file of files) {
  const errors = [];
  try {
    for (const object of yaml.loadAll(readFileSync(file, 'utf8'))) errors.push(...(await check(object)));
  } catch (e) {
    errors.push(e.message);
  }
  console.log(JSON.stringify({ file, errors }));
}
