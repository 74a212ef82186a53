//! Which column of a table holds which field of the annex: by the headings, else by the order of the annex.

use super::employee::Field;
use super::table::Cells;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    /// The number of the row.
    Number,
    /// A field.
    Of(Field),
    /// Surname, name and patronymic in one cell.
    FullName,
    /// Telephone and e-mail in one cell, as the annex has them.
    Contacts,
    /// Nothing that the annex asks for.
    Other,
}

/// The columns of a table.
pub(super) struct Columns {
    columns: Vec<Column>,
    /// How many rows stand above the first employee.
    pub(super) first_row: usize,
    /// Headings that name no field.
    pub(super) ignored: Vec<String>,
}

/// How far down the headings are looked for: a form has its title above them.
const HEADINGS_WITHIN: usize = 10;

/// So many known headings make a row of headings.
const ENOUGH: usize = 3;

impl Columns {
    pub(super) fn of(sheet: &[Vec<String>]) -> Columns {
        for (index, row) in sheet.iter().enumerate().take(HEADINGS_WITHIN) {
            let columns: Vec<Column> = row.iter().map(|cell| heading(cell)).collect();
            if columns.iter().filter(|column| **column != Column::Other).count() >= ENOUGH {
                let named = columns.iter().zip(row).filter(|(column, _)| **column == Column::Other);
                let ignored = named.map(|(_, cell)| cell.trim().chars().take(60).collect::<String>());
                let ignored = ignored.filter(|heading| !heading.is_empty()).collect();
                return Columns { columns, first_row: index + 1, ignored };
            }
        }
        Columns { columns: in_order(sheet), first_row: 0, ignored: Vec::new() }
    }

    /// The cells of a row, each at its field; a field with two columns takes the first that says something.
    pub(super) fn sort(&self, row: &[String]) -> Cells {
        let mut cells = Cells::default();
        for (column, text) in self.columns.iter().zip(row) {
            let text = unquoted(text.trim());
            let mut put = |field: Field, text: &str| {
                if cells.get(field).is_empty() {
                    cells.put(field, text);
                }
            };
            match column {
                Column::Of(field) => put(*field, text),
                Column::FullName => {
                    let mut parts = text.split_whitespace();
                    put(Field::Surname, parts.next().unwrap_or_default());
                    put(Field::Given, parts.next().unwrap_or_default());
                    put(Field::Patronymic, &parts.collect::<Vec<_>>().join(" "));
                }
                Column::Contacts => {
                    let parts = text.split([' ', '\u{a0}', ',', ';', '\n', '\r', '/']);
                    let (email, phone): (Vec<&str>, Vec<&str>) =
                        parts.filter(|part| !part.is_empty()).partition(|part| part.contains('@'));
                    put(Field::Phone, &phone.join(" "));
                    put(Field::Email, &email.join(" "));
                }
                Column::Number | Column::Other => {}
            }
        }
        cells
    }
}

/// Spreadsheets, and our own files, write an apostrophe before what would be read as a formula.
fn unquoted(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@']) => rest,
        Some(_) | None => text,
    }
}

/// The order of the annex. The IIN tells whether the number of the row stands first, an address whether telephone and
/// e-mail share a cell.
fn in_order(sheet: &[Vec<String>]) -> Vec<Column> {
    let first = sheet.iter().find(|row| row.iter().any(|cell| !cell.trim().is_empty()));
    let cell = |at: usize| first.and_then(|row| row.get(at)).map_or("", |cell| cell.trim());
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let numbered = is_number(cell(0)) && !is_number(cell(3));
    let shift = usize::from(numbered);
    let contacts = cell(7 + shift).contains('@');
    let fields = Field::ALL.into_iter().filter(|field| !contacts || *field != Field::Email);
    let fields = fields.map(|field| match contacts && field == Field::Phone {
        true => Column::Contacts,
        false => Column::Of(field),
    });
    numbered.then_some(Column::Number).into_iter().chain(fields).collect()
}

/// What a heading names: its letters alone count, without case, spaces, points and what stands in brackets.
fn heading(cell: &str) -> Column {
    let outside = cell.split('(').next().unwrap_or_default();
    let letters: String =
        outside.chars().filter(|c| c.is_alphanumeric() || *c == '№').flat_map(char::to_lowercase).collect();
    let found = HEADINGS.iter().find(|(_, names)| names.contains(&letters.as_str()));
    found.map_or(Column::Other, |(column, _)| *column)
}

/// The headings of the annex in three languages, and how people shorten them.
const HEADINGS: [(Column, &[&str]); 13] = [
    (
        Column::Number,
        &["№", "рс", "№рс", "реттікнөмірі", "№пп", "пп", "no", "n", "number", "жол", "row", "строка"],
    ),
    (Column::Of(Field::Surname), &["тегі", "фамилия", "surname", "lastname", "familyname"]),
    (Column::Of(Field::Given), &["аты", "есімі", "имя", "name", "givenname", "firstname"]),
    (
        Column::Of(Field::Patronymic),
        &["әкесініңаты", "отчество", "отчествоприналичии", "patronymic", "middlename"],
    ),
    (
        Column::Of(Field::Iin),
        &[
            "жсн",
            "жекесәйкестендірунөмірі",
            "иин",
            "индивидуальныйидентификационныйномер",
            "iin",
            "individualidentificationnumber",
        ],
    ),
    (Column::Of(Field::Position), &["лауазымы", "лауазым", "должность", "position", "post"]),
    (
        Column::Of(Field::Unit),
        &[
            "құрылымдықбөлімше",
            "құрылымдықбөлімшесі",
            "бөлімше",
            "структурноеподразделение",
            "подразделение",
            "structuralunit",
            "unit",
        ],
    ),
    (
        Column::Of(Field::Qr),
        &[
            "qr",
            "qrкод",
            "qrкоды",
            "qrcode",
            "eqyzmetqrкоды",
            "eqyzmetqrкод",
            "eqyzmetqrcode",
            "qrкодeqyzmet",
            "qrкодызeqyzmet",
            "eqyzmetсәйкестендіруqrкоды",
            "идентификационныйqrкодeqyzmet",
            "eqyzmetidentificationqrcode",
            "eqyzmet",
        ],
    ),
    (
        Column::Of(Field::Phone),
        &[
            "телефон",
            "телефоны",
            "телефоннөмірі",
            "байланыстелефоны",
            "номертелефона",
            "контактныйтелефон",
            "telephone",
            "phone",
            "phonenumber",
        ],
    ),
    (
        Column::Of(Field::Email),
        &[
            "электрондықпошта",
            "электрондықпоштасы",
            "электроннаяпочта",
            "элпочта",
            "эпошта",
            "почта",
            "адресэлектроннойпочты",
            "email",
            "mail",
        ],
    ),
    (
        Column::Of(Field::Purpose),
        &[
            "мақсаты",
            "қолжетімділікмақсаты",
            "қолжетімділікалумақсаты",
            "цель",
            "цельдоступа",
            "цельполучениядоступа",
            "purpose",
            "purposeofaccess",
        ],
    ),
    (Column::FullName, &["тааә", "таә", "тегіатыәкесініңаты", "фио", "фамилияимяотчество", "fullname"]),
    (
        Column::Contacts,
        &[
            "байланысдеректері",
            "байланысмәліметтері",
            "контактныеданные",
            "контакты",
            "contacts",
            "contactdetails",
        ],
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(rows: &[&str], expect: &str) {
        let cells = |row: &&str| row.split('|').map(String::from).collect::<Vec<_>>();
        let sheet: Vec<Vec<String>> = rows.iter().map(cells).collect();
        let columns = Columns::of(&sheet);
        let sorted = columns.sort(&sheet[columns.first_row]);
        assert_eq!(sorted.0.join("|"), expect, "{rows:?}");
    }

    #[test]
    fn columns_are_known_by_their_headings_in_three_languages_and_any_order() {
        let expect = "Ким|Олег||1|маман|бөлім|q|87172750000|a@b.kz|аудит";
        check(
            &[
                "ЖСН|Тегі|Аты|Әкесінің аты (бар болса)|Лауазымы|Құрылымдық бөлімше|E-Qyzmet QR коды|Телефон|Электрондық пошта|Қолжетімділік мақсаты",
                "1|Ким|Олег||маман|бөлім|q|87172750000|a@b.kz|аудит",
            ],
            expect,
        );
        check(
            &[
                "Цель доступа|№ п/п|Ф.И.О.|ИИН|Должность|Структурное подразделение|Контактные данные|QR-код",
                "аудит|1|Ким Олег|1|маман|бөлім|87172750000, a@b.kz|q",
            ],
            expect,
        );
        check(
            &[
                "Title of the form",
                "Surname|Name|IIN|Position|Unit|QR code|Phone|E-mail|Purpose",
                "Ким|Олег|1|маман|бөлім|q|87172750000|a@b.kz|аудит",
            ],
            expect,
        );
    }

    #[test]
    fn without_headings_the_order_is_that_of_the_annex() {
        let iin = "850615400125";
        let expect = format!("Ким|Олег|Ли|{iin}|маман|бөлім|q|87172750000|a@b.kz|аудит");
        check(&[&expect], &expect);
        check(&[&format!("1|{expect}")], &expect);
        let annex = format!("7|Ким|Олег|Ли|{iin}|маман|бөлім|q|87172750000; a@b.kz|аудит");
        check(&[&annex], &expect);
        check(&["Ким|Олег"], "Ким|Олег||||||||");
    }

    #[test]
    fn an_apostrophe_before_a_plus_is_the_spreadsheets_own() {
        check(&["'Ким|'+7|'=A1"], "'Ким|+7|=A1|||||||");
    }
}
