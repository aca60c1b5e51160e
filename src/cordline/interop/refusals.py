"""The sentences of this room: what is wrong with a file, with a row, with a cell."""

from cordline.ground.refusal import register

register(
    {
        "interop.file_unreadable": "The file cannot be read: {fault}.",
        "interop.file_empty": "The file holds no row.",
        "interop.file_too_large": "The file is larger than {most} MB.",
        "interop.file_kind": "Only CSV and XLSX files are taken; this is neither.",
        "interop.not_utf8": "The file is not UTF-8 text: the byte {byte} stands in this line. Save it as “CSV UTF-8”.",
        "interop.too_many_rows": "The file has {rows} rows; at most {most} are taken at once. Split it. Nothing was "
        "read in.",
        "interop.columns_missing": "The file has no column {columns}.",
        "interop.column_unknown": "There is no column “{name}” here. Known are: {known}.",
        "interop.column_twice": "The column “{name}” stands twice in the head.",
        "interop.row_too_long": "The row has {found} cells, the head has {wanted}.",
        "interop.cell_too_long": "The cell holds {length} characters; at most {most} are taken.",
        "interop.control_character": "The cell holds a control character.",
        "interop.formula": "The cell holds a formula ({start}…). Save the values alone.",
        "interop.cell_missing": "The cell is empty and is needed.",
        "interop.cell_choice": "“{found}” is not one of: {choices}.",
        "interop.cell_number": "“{found}” is no plain number. Write it as 12.5.",
        "interop.cell_whole": "“{found}” is no whole number.",
        "interop.cell_yes_no": "“{found}” is neither yes nor no.",
        "interop.cell_day": "“{found}” is no date. Write it as 2026-03-04.",
        "interop.cell_time": "“{found}” is no time. Write it as 2026-03-04T14:30:00+08:00.",
        "interop.cell_time_zone": "“{found}” has no time zone. Add its offset, such as +08:00.",
        "interop.reference_twice": "The reference “{reference}” stands in line {line} already.",
        "interop.reference_differs": "The reference “{reference}” is on record as {code}, with other content. An "
        "import adds; it never changes.",
        "interop.reference_unknown": "“{reference}” is neither a code on record nor a reference of an earlier import.",
        "interop.row_clashes": "The row clashes with something on record ({constraint}).",
        "interop.batch_unknown": "There is no import {batch} on record.",
        "interop.batch_withdrawn": "Import {batch} has been withdrawn already.",
        "interop.reason_missing": "A reason is needed.",
        "interop.site_missing": "Say at which site: --site CODE.",
        "interop.foreign_site": "{batch} belongs to {site}, not to your site.",
    }
)
