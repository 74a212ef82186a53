//! First floor: the outside world. Each module speaks with one thing outside, by its one library.

pub mod certificates;
pub mod data_package;
pub mod demo_authority;
pub mod eqyzmet;
pub mod fictitious_budget;
pub mod mail;
pub mod ncalayer;
pub mod open_budget;
pub mod paper;
pub mod personnel_file;
pub mod qr_picture;
pub mod randomness;
pub mod registry_files;
pub mod spreadsheet;
