// SPDX-License-Identifier: GPL-3.0-or-later
// Validates a JSON array of A11yJSON PlaceInfos with the reference implementation.
//
//   node validate_a11yjson.mjs places.json
//
// Prints one JSON document, {"count": n, "errors": [{"index", "name", "type"}]}, and
// exits with 1 if there are errors. The schema object is made once: it is expensive.
// Objects are validated as they are, without the schema's own cleaning.
import { readFileSync } from 'node:fs';
import { getPlaceInfoSchemaDefinition } from '@sozialhelden/a11yjson';
import simpleSchema from '@sozialhelden/simpl-schema';

const SimpleSchema = simpleSchema.default ?? simpleSchema;
const places = JSON.parse(readFileSync(process.argv[2], 'utf8'));
if (!Array.isArray(places)) {
  console.log(JSON.stringify({ count: 0, errors: [{ index: -1, name: '', type: 'notAnArray' }] }));
  process.exit(1);
}
const schema = new SimpleSchema(getPlaceInfoSchemaDefinition(), { humanizeAutoLabels: false });
const errors = [];
places.forEach((place, index) => {
  const context = schema.newContext();
  context.validate(place);
  for (const { name, type, value } of context.validationErrors()) {
    errors.push({ index, name, type, value: value === undefined ? null : value });
  }
});
console.log(JSON.stringify({ count: places.length, errors }));
process.exit(errors.length ? 1 : 0);
