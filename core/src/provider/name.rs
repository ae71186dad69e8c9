//! The names of the marketplaces. What differs between them is in one file for each, beside this one.

use crate::machine::string_enum;

string_enum! {
    /// A cloud marketplace.
    pub enum Provider {
        /// Alibaba Cloud's marketplace.
        AliCloud = "alicloud",
        /// AWS Marketplace.
        Aws = "aws",
        /// Huawei Cloud's KooGallery.
        HuaweiCloud = "huawei_cloud",
    }
}
