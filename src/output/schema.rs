//! Descriptions of the forms for other programs: Table Schema, Data Package, JSON Schema.

use serde_json::{Value, json};

use super::columns::{Column, INCIDENTS, TABLES, Table};
use super::forms::Dialect;

/// Version of the row's form; grows when a column is added (second number) or changed (first).
pub const ROWS_VERSION: &str = "1.0";

/// The Table Schema (Frictionless) of the rows of a table.
#[must_use]
pub fn of_table(of: &Table) -> Value {
    let mut schema = json!({
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "name": format!("dateline/{}", of.name),
        "version": ROWS_VERSION,
        "description": of.about,
    });
    if let (Value::Object(all), Value::Object(own)) = (&mut schema, table(of)) {
        all.extend(own);
        // What one stream of rows cannot point to.
        all.remove("foreignKeys");
    }
    schema
}

fn field(column: &Column, is_key: bool) -> Value {
    let mut field = json!({"name": column.name, "type": column.kind, "description": column.about});
    let mut constraints = serde_json::Map::new();
    if is_key {
        constraints.insert("required".into(), true.into());
    }
    if !column.values.is_empty() {
        constraints.insert("enum".into(), column.values.into());
    }
    if let Some((least, most)) = column.range {
        constraints.insert("minimum".into(), least.into());
        constraints.insert("maximum".into(), most.into());
    }
    if !constraints.is_empty() {
        field["constraints"] = constraints.into();
    }
    field
}

/// The key of a flat JSON object that holds what `column` holds.
fn key(column: &Column) -> Value {
    let kind = if column.kind == "date" { "string" } else { column.kind };
    let mut key = json!({"type": [kind, "null"], "description": column.about});
    if !column.values.is_empty() {
        key["enum"] = column.values.iter().map(|v| Value::from(*v)).chain([Value::Null]).collect();
    }
    if let Some((least, most)) = column.range {
        key["minimum"] = least.into();
        key["maximum"] = most.into();
    }
    key
}

fn table(table: &Table) -> Value {
    let fields: Vec<_> = table.columns.iter().map(|c| field(c, table.key.contains(&c.name))).collect();
    let mut schema = json!({"fields": fields, "missingValues": [""]});
    if !table.key.is_empty() {
        schema["primaryKey"] = json!(table.key);
    }
    if !table.references.is_empty() {
        let keys = table.references.iter().map(|(column, other)| {
            let field = TABLES.iter().find(|t| t.name == *other).and_then(|t| t.columns.first()).map_or("", |c| c.name);
            json!({"fields": [column], "reference": {"resource": other, "fields": [field]}})
        });
        schema["foreignKeys"] = keys.collect();
    }
    schema
}

/// Name of the data package.
pub const PACKAGE_NAME: &str = "dateline";

/// The Data Package (Frictionless) of the folder that `extract -o DIR/` writes; `parts` says how many files each table has.
///
/// A part is a resource of its own: some readers take the header of a second file for a row.
#[must_use]
pub fn package(dialect: Dialect, parts: &[usize]) -> Value {
    let is_split = parts.iter().any(|n| *n > 1);
    let mut resources = Vec::new();
    for (t, parts) in TABLES.iter().zip(parts) {
        let mut schema = table(t);
        if let Some(extra) = dialect.extra_column()
            && let Some(fields) = schema["fields"].as_array_mut()
        {
            fields.push(json!({"name": extra, "type": "string", "description": "columns of this row whose cells were cut"}));
        }
        if is_split && let Value::Object(schema) = &mut schema {
            // A row may be named in one part and stand in another.
            schema.remove("foreignKeys");
        }
        let newline = if dialect == Dialect::Excel { "\r\n" } else { "\n" };
        for part in 1..=*parts {
            let name = if part == 1 { t.name.into() } else { format!("{}-{part}", t.name) };
            let mut resource = json!({
                "name": name, "type": "table", "path": format!("{name}.csv"), "description": t.about,
                "format": "csv", "mediatype": "text/csv", "encoding": "utf-8",
                "dialect": {"delimiter": ",", "lineTerminator": newline, "quoteChar": "\"", "doubleQuote": true, "header": true},
                "schema": schema,
            });
            if let Some(alterations) = dialect.alterations(t) {
                resource["alterations"] = alterations;
            }
            resources.push(resource);
        }
    }
    json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": PACKAGE_NAME,
        "title": "Incidents found in news articles",
        "version": ROWS_VERSION,
        "resources": resources,
    })
}

/// An index into another list.
fn index(about: &str) -> Value {
    json!({"type": ["integer", "null"], "minimum": 0, "description": about})
}

fn text() -> Value {
    json!({"type": "string"})
}

fn maybe() -> Value {
    json!({"type": ["string", "null"]})
}

fn one_of(words: &[&str]) -> Value {
    json!({"enum": words})
}

fn list(items: Value) -> Value {
    json!({"type": "array", "items": items})
}

fn words() -> Value {
    json!({"type": "string", "description": "the words of the span"})
}

fn confidence() -> Value {
    json!({"type": "number", "minimum": 0, "maximum": 1})
}

/// Words of the text, with what is told of them besides.
fn span(more: Value) -> Value {
    let mut properties = json!({"start": {"type": "integer", "minimum": 0}, "end": {"type": "integer", "minimum": 0}});
    if let (Value::Object(all), Value::Object(more)) = (&mut properties, more) {
        all.extend(more);
    }
    let required: Vec<_> = properties.as_object().map(|p| p.keys().cloned().collect()).unwrap_or_default();
    json!({"type": "object", "properties": properties, "required": required})
}

/// The JSON Schema of the annotation object.
#[must_use]
pub fn annotations() -> Value {
    let cue = span(json!({"text": words()}));
    let speaker = span(json!({"text": words(), "entity": index("into entities"), "name": {"type": "string"}, "confidence": confidence()}));
    let row: serde_json::Map<String, Value> = INCIDENTS.columns.iter().map(|c| (c.name.into(), key(c))).collect();
    let properties = json!({
        "schema": {"const": super::annotation::SCHEMA},
        "id": text(), "path": text(), "record": maybe(), "title": maybe(), "source": maybe(), "url": maybe(), "language": text(),
        "published": {"type": ["string", "null"], "format": "date"},
        "published_from": one_of(&["record", "header", "option", "url", "filename", "dateline", "none"]),
        "text": {"type": "string", "description": "the article as read; all offsets count its code points"},
        "sentences": list(span(json!({"paragraph": {"type": "integer"}}))),
        "boilerplate": list(span(json!({"class": text()}))),
        "dates": list(span(json!({
            "text": words(), "type": one_of(&["DATE", "TIME", "DURATION", "SET"]), "value": text(), "mod": maybe(), "from": maybe(), "to": maybe(),
            "anchor": {"type": ["string", "null"], "description": "published, or date:N, the date of this list that it was counted from"}, "rule": text(),
        }))),
        "entities": list(json!({"type": "object", "properties": {
            "id": {"type": "integer"}, "name": text(), "kind": one_of(&["person", "country", "organisation", "group", "place"]),
            "code": maybe(), "country": maybe(), "sector": maybe(), "role": maybe(),
        }})),
        "mentions": list(span(json!({
            "text": words(), "entity": {"type": "integer"}, "form": one_of(&["name", "nominal", "adjective", "pronoun"]), "rule": text(),
        }))),
        "quotes": list(span(json!({
            "text": words(), "kind": one_of(&["direct", "mixed", "indirect"]), "speech": {"type": "boolean"}, "group": {"type": "integer"},
            "cue": {"anyOf": [cue, {"type": "null"}]}, "speaker": {"anyOf": [speaker, {"type": "null"}]},
        }))),
        "actions": list(span(json!({
            "text": words(), "act": {"type": "integer"}, "cameo": text(), "plover": maybe(), "mode": maybe(),
            "source": index("into entities"), "source_mention": index("into mentions"), "source_code": maybe(),
            "target": index("into entities"), "target_mention": index("into mentions"), "target_code": maybe(),
            "date": index("into dates"), "place": index("into mentions"),
            "status": one_of(&["occurred", "ongoing", "planned", "threatened", "demanded", "alleged", "denied", "hypothetical"]),
            "sentence": index("into sentences"), "quote": index("into quotes"), "incident": index("into incidents"), "rule": text(), "confidence": confidence(),
        }))),
        "incidents": list(json!({"type": "object", "properties": row})),
    });
    let required: Vec<_> = properties.as_object().map(|p| p.keys().cloned().collect()).unwrap_or_default();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": super::annotation::SCHEMA,
        "title": "Annotation of one article",
        "type": "object",
        "properties": properties,
        "required": required,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_resources_of_their_own() {
        let mut parts = [1; TABLES.len()];
        let whole = package(Dialect::Rfc4180, &parts);
        assert!(whole["resources"][0]["schema"]["foreignKeys"].is_array() && whole["resources"][0].get("alterations").is_none());
        parts[0] = 2;
        let split = package(Dialect::Excel, &parts);
        let paths: Vec<_> = split["resources"].as_array().unwrap().iter().map(|r| r["path"].as_str().unwrap()).collect();
        assert_eq!((paths.len(), &paths[..3]), (TABLES.len() + 1, &["incidents.csv", "incidents-2.csv", "quotes.csv"][..]));
        assert!(split["resources"].as_array().unwrap().iter().all(|r| r["schema"].get("foreignKeys").is_none()));
        assert_eq!(split["resources"][1]["alterations"]["cut"]["named_in"], "truncated");
    }
}
