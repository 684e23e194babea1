//! What is written is as the schemas say.

use serde_json::Value;

use crate::support::{Place, fixtures};

fn schema(place: &Place, form: &str) -> Value {
    serde_json::from_str(&place.run(&["schema", form]).out).unwrap()
}

/// The part of JSON Schema that the annotations' one uses. A key that is not described is an error here, so that none is
/// forgotten.
fn check(value: &Value, schema: &Value, at: &str, wrong: &mut Vec<String>) {
    let is = |kind: &str| match kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("{at}: type {other}"),
    };
    let mut fits = match &schema["type"] {
        Value::String(kind) => is(kind),
        Value::Array(kinds) => kinds.iter().any(|kind| is(kind.as_str().unwrap())),
        _ => true,
    };
    fits &= schema.get("const").is_none_or(|only| only == value);
    fits &= schema["enum"].as_array().is_none_or(|all| all.contains(value));
    if let (Some(number), Some(least)) = (value.as_f64(), schema["minimum"].as_f64()) {
        fits &= number >= least && schema["maximum"].as_f64().is_none_or(|most| number <= most);
    }
    if let Some(ways) = schema["anyOf"].as_array() {
        let fitting = |way: &&Value| {
            let mut wrong = Vec::new();
            check(value, way, at, &mut wrong);
            wrong.is_empty()
        };
        fits &= ways.iter().any(|way| fitting(&way));
    }
    if !fits {
        wrong.push(format!("{at}: {value}"));
    }
    if let (Some(object), Some(keys)) = (value.as_object(), schema["properties"].as_object()) {
        for (key, value) in object {
            match keys.get(key) {
                Some(schema) => check(value, schema, &format!("{at}/{key}"), wrong),
                None => wrong.push(format!("{at}/{key} is not described")),
            }
        }
        for key in schema["required"].as_array().into_iter().flatten() {
            if !object.contains_key(key.as_str().unwrap()) {
                wrong.push(format!("{at}: lacks {key}"));
            }
        }
    }
    if let (Some(list), Some(items)) = (value.as_array(), schema.get("items")) {
        list.iter().enumerate().for_each(|(i, value)| check(value, items, &format!("{at}/{i}"), wrong));
    }
}

#[test]
fn annotations_are_as_their_schema_says() {
    let place = Place::new();
    let schema = schema(&place, "annotations");
    assert_eq!(schema["$id"], "dateline/annotation/1");
    let found = place.annotate(&[fixtures().to_str().unwrap()]);
    assert!(found.len() > 20);
    let mut wrong = Vec::new();
    for object in &found {
        check(object, &schema, object["id"].as_str().unwrap(), &mut wrong);
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Type and constraints of a cell in the words of Table Schema.
fn fits(cell: &str, field: &Value) -> bool {
    let constraints = &field["constraints"];
    if cell.is_empty() {
        return constraints["required"] != true;
    }
    let number = cell.parse::<f64>().ok();
    let is_kind = match field["type"].as_str().unwrap() {
        "string" => true,
        "integer" => cell.parse::<i64>().is_ok(),
        "number" => number.is_some_and(f64::is_finite),
        "date" => cell.parse::<jiff::civil::Date>().is_ok() && cell.len() == 10,
        other => panic!("type {other}"),
    };
    let is_one = constraints["enum"].as_array().is_none_or(|all| all.iter().any(|one| one == cell));
    let least = constraints["minimum"].as_f64().is_none_or(|least| number >= Some(least));
    let most = constraints["maximum"].as_f64().is_none_or(|most| number <= Some(most));
    is_kind && is_one && least && most
}

#[test]
fn tables_are_as_their_schemas_say() {
    let place = Place::new();
    assert_eq!(place.run(&["extract", fixtures().to_str().unwrap(), "-o", "out/"]).status, 0);
    let package: Value = serde_json::from_str(&place.read("out/datapackage.json")).unwrap();
    for resource in package["resources"].as_array().unwrap() {
        let name = resource["name"].as_str().unwrap();
        let schema = schema(&place, name);
        assert_eq!(schema["name"], format!("dateline/{name}"));
        assert!(schema["version"].is_string());
        assert_eq!((&schema["fields"], &schema["primaryKey"]), (&resource["schema"]["fields"], &resource["schema"]["primaryKey"]));
        let fields = schema["fields"].as_array().unwrap();
        let text = place.read(&format!("out/{name}.csv"));
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let mut keys = std::collections::BTreeSet::new();
        for row in reader.records() {
            let row = row.unwrap();
            for (cell, field) in row.iter().zip(fields) {
                assert!(fits(cell, field), "{name}: {field}: {cell}");
            }
            if let Some(key) = schema["primaryKey"].as_array() {
                let at = |column: &Value| fields.iter().position(|f| f["name"] == *column).unwrap();
                let key: Vec<String> = key.iter().map(|column| row[at(column)].to_string()).collect();
                assert!(keys.insert(key.clone()), "{name}: two rows of {key:?}");
            }
        }
        assert!(name == "errors" || name == "chains" || reader.position().line() > 20, "{name}");
    }
}
