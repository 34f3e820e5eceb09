// What the inputs of an action say. A value that was not typed is the one the form came with.
export const valueOf = (field, typed) => typed[field.name] ?? field.value;

export const picked = (field, typed) => field.unfolded || Number(valueOf(field, typed)) > 0;

export const isShown = (field, all, typed) => {
  if (!field.only) return true;
  const at = field.only.indexOf("=");
  const other = all.find((each) => each.name === field.only.slice(0, at));
  return Boolean(other) && isShown(other, all, typed) && field.only.slice(at + 1).split("|").includes(valueOf(other, typed));
};

// The first input that is shown, has to be filled in and is not; undefined: none.
export const missingOf = (fields, typed) => {
  for (const field of fields) {
    if (!isShown(field, fields, typed)) continue;
    if (field.must && !valueOf(field, typed).trim()) return field;
    const inner = field.kind === "line" && picked(field, typed) ? missingOf(field.inner, typed) : undefined;
    if (inner) return inner;
  }
  return undefined;
};

// What the form says now: every input that is shown, by name.
export const gathered = (fields, { typed, added }) => {
  const said = {};
  for (const field of fields) {
    if (!isShown(field, fields, typed) || field.kind === "says") continue;
    if (field.kind === "goods") for (const goods of added) said[`${field.name}.${goods.sku}`] = String(goods.quantity);
    else said[field.name] = valueOf(field, typed);
    if (field.kind === "line" && picked(field, typed)) for (const inner of field.inner) said[inner.name] = valueOf(inner, typed);
  }
  return JSON.stringify(said);
};
