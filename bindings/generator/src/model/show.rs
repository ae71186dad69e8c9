//! The model as text, one paragraph for each type.

use std::fmt;

use super::{Contents, Field, Kind, Model, Shape, Wrapper};

impl fmt::Display for Model {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for one in &self.types {
            let ways = match (one.input, one.output) {
                (true, true) => "in, out",
                (true, false) => "in",
                _ => "out",
            };
            writeln!(f, "{} ({ways})  {}", one.name, one.path)?;
            match &one.shape {
                Shape::Record(fields) => fields.iter().try_for_each(|field| writeln!(f, "    {field}"))?,
                Shape::Names(names) => names.iter().try_for_each(|name| writeln!(f, "    | {}", name.json))?,
                Shape::Choice(alternatives) => {
                    for one in alternatives {
                        writeln!(f, "    | {}", one.json)?;
                        match &one.contents {
                            Contents::Nothing => {}
                            Contents::One(field) => writeln!(f, "          {field}")?,
                            Contents::Fields(fields) => {
                                fields.iter().try_for_each(|field| writeln!(f, "          {field}"))?;
                            }
                        }
                    }
                }
            }
        }
        Ok(())
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let wrapper = match self.wrapper {
            Wrapper::Plain => "",
            Wrapper::Box => " (boxed)",
            Wrapper::Arc => " (shared)",
        };
        write!(f, "{}: {}{wrapper}", self.name, self.kind)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => write!(f, "text {}", text.name),
            Self::Named(name) => f.write_str(name),
            Self::List(inner) => write!(f, "list of {inner}"),
            Self::Map(key, value) => write!(f, "map from {key} to {value}"),
            Self::Optional(inner) => write!(f, "{inner}, or nothing"),
            other => write!(f, "{}", format!("{other:?}").to_lowercase()),
        }
    }
}
