import { mostGroups } from '../../policy/bounds.js';
import type { ListSpec } from '../../policy/list-spec.js';
import { entries, type Field, fault, textOf } from '../field.js';
import { nearest } from '../nearest.js';
import { readListSpec } from '../values/lists.js';
import type { List, Lists } from './lists.js';

/** The section `lists`. */
export interface NamedLists {
  readonly specs: readonly ListSpec[];
  readonly names: readonly string[];
  /** The list whose name the field says; a name that is not there is reported. Its file is read when it is first asked for. */
  readonly list: (field: Field) => List | undefined;
}

export function namedLists(field: Field, files: Lists): NamedLists {
  const fields = new Map(entries(field).slice(0, mostGroups));
  const specs = new Map([...fields].map(([name, one]) => [name, readListSpec(name, one)]));
  const names = [...fields.keys()];
  const read = new Map<string, List>();
  return {
    specs: [...specs.values()],
    names,
    list: (key) => {
      const name = textOf(key);
      if (name === undefined) return undefined;
      const [at, spec] = [fields.get(name), specs.get(name)];
      if (at === undefined || spec === undefined) {
        fault(key, 'VG228', { what: 'list', name, nearest: nearest(name, names), known: names });
        return undefined;
      }
      const list = read.get(name) ?? files.readNamed(at, spec);
      read.set(name, list);
      return list;
    },
  };
}
