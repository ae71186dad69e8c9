//! Names of workspaces, and what mails are written in.

use serde_json::{Value, json};

use crate::dice::Dice;
use crate::world::World;

/// Two workspaces may have the same one.
pub(super) const DISPLAY_NAMES: [&str; 4] = ["Shop", "生产环境", "Shop (old)", "s1/w0"];

impl World {
    pub(super) fn rename_workspace(&mut self, dice: &mut Dice<'_>) -> Value {
        let (workspace, owner) = self.workspace_and_owner(dice);
        let mut made = json!({"account": owner, "workspace": workspace});
        if !dice.chance(25) {
            made["display_name"] = json!(dice.pick(&DISPLAY_NAMES));
        }
        made
    }

    pub(super) fn set_mail_settings(&mut self, dice: &mut Dice<'_>) -> Value {
        let mut made = json!({"account": self.any_account(dice)});
        if !dice.chance(30) {
            made["language"] = json!(dice.pick(&["en", "zh"]));
        }
        if !dice.chance(30) {
            made["time_zone"] = json!(dice.pick(&["Asia/Shanghai", "UTC", "No/Such_Zone"]));
        }
        made
    }
}
