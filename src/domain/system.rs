//! The two information systems of the budget process, the objects of access (R4).

/// An information system of the budget process (R4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum System {
    /// "Analytical Center" of e-Қаржымині: execution of the budget (R4.1).
    Ac,
    /// "State Planning (budget planning)" (R4.2).
    Sp,
}

impl System {
    /// Both, in the order of the annex.
    pub const ALL: [System; 2] = [System::Ac, System::Sp];

    /// The code used in storage, addresses and the journal.
    pub const fn code(self) -> &'static str {
        match self {
            System::Ac => "ac",
            System::Sp => "sp",
        }
    }

    /// The system of a code.
    pub fn parse(code: &str) -> Option<System> {
        System::ALL.into_iter().find(|system| system.code() == code)
    }
}
