//! What is said about broken text, and that the text behind it is read.

use insta::assert_snapshot;

use super::describe;

/// Each text with what is said about it, as "line:column message | help | related line:column".
fn table(texts: &[&str]) -> String {
    texts.iter().flat_map(|text| [format!("{text:?}\n"), describe(text)]).collect()
}

#[test]
fn an_assignment_says_what_it_lacks() {
    assert_snapshot!(table(&[
        "port 5432\n",
        "port: 5432\n",
        "port : 5432\n",
        "port:5432\n",
        "\"port\": 5432\n",
        "port =\n",
        "port = # none\n",
        "port\n",
        "port # c",
        "= 5\n",
        "x == 5\n",
        "x = 5,\n",
        "x = \"a\", \"b\"\n",
        "x = 1 y = 2\n",
        "x = \"a\" y = \"b\"\n",
        "a[0] = 1\n",
        "a.b. = 1\n",
        "größe = 1\n",
        "a b = 1\n",
        "\"\"\"a\"\"\" = 1\n",
        ", x\n",
        "{\n \"a\": 1,\n \"b\": 2\n}\n",
    ]), @r###"
    "port 5432\n"
    1:6 `=` is missing between key and value | write `=` between them
    "port: 5432\n"
    1:5 TOML writes `=` between key and value, not `:` | write `=`
    "port : 5432\n"
    1:6 TOML writes `=` between key and value, not `:` | write `=`
    "port:5432\n"
    1:5 TOML writes `=` between key and value, not `:` | write `=`
    "\"port\": 5432\n"
    1:7 TOML writes `=` between key and value, not `:` | write `=`
    "port =\n"
    1:7 a value is missing before the end of the line | write a value behind `=`; an empty string is `""`
    "port = # none\n"
    1:8 a value is missing before a comment | write a value behind `=`; an empty string is `""`
    "port\n"
    1:5 this key has no value | write `key = value`, or `#` before a comment
    "port # c"
    1:5 this key has no value | write `key = value`, or `#` before a comment
    "= 5\n"
    1:1 a name is missing before `=`
    "x == 5\n"
    1:4 one `=` is enough | remove this one
    "x = 5,\n"
    1:6 a statement ends with its line, not with a comma | remove the comma
    "x = \"a\", \"b\"\n"
    1:8 a statement ends with its line, not with a comma | put several values into an array: `[…, …]`
    "x = 1 y = 2\n"
    1:7 a statement ends with its line, and here a second one begins | put each `key = value` on a line of its own
    "x = \"a\" y = \"b\"\n"
    1:9 the statement is complete here, and this text follows | put the next statement on a line of its own, and a comment behind `#`
    "a[0] = 1\n"
    1:2 `=` is missing between key and value | a key with brackets needs quotes; an element cannot be assigned
    "a.b. = 1\n"
    1:6 a name is missing before `=`
    "größe = 1\n"
    1:3 a key without quotes is made of ASCII letters, digits, `-` and `_` | put the key into quotes
    "a b = 1\n"
    1:3 `=` is missing between key and value | put a key with spaces into quotes
    "\"\"\"a\"\"\" = 1\n"
    1:1 a key cannot be a multi-line string
    ", x\n"
    1:1 a statement cannot begin with `,` | write `key = value` or `[table]`
    "{\n \"a\": 1,\n \"b\": 2\n}\n"
    1:1 this is JSON, and the file is read as TOML | name the file `.json`, or write `key = value` lines
    "###);
}

#[test]
fn a_scalar_says_how_it_is_written() {
    assert_snapshot!(table(&[
        "x = db.example\n",
        "x = a b c\n",
        "x = ${env:A}\n",
        "x = abc\"\n",
        "x = null\n",
        "x = True\n",
        "x = yes\n",
        "x = 10MB\n",
        "x = 1__0\n",
        "x = 0x\n",
        "x = 1.\n",
        "x = 007\n",
        "x = 9223372036854775808\n",
        "x = 2023-02-29\n",
        "x = 25:00:00\n",
        "x = -\n",
    ]), @r###"
    "x = db.example\n"
    1:5 a string stands in quotes | write it in quotes: "…"
    "x = a b c\n"
    1:5 a string stands in quotes | write it in quotes: "…"
    "x = ${env:A}\n"
    1:5 a string stands in quotes | write it in quotes: "…"
    "x = abc\"\n"
    1:5 the opening quote of this string is missing | write it in quotes: "…"
    "x = null\n"
    1:5 TOML has no null | leave the key out
    "x = True\n"
    1:5 `true`, `false`, `inf` and `nan` are written in lower case | write `true`
    "x = yes\n"
    1:5 a bool is `true` or `false` | write `true`
    "x = 10MB\n"
    1:5 this is not a number, and text needs quotes | write it in quotes: "…"
    "x = 1__0\n"
    1:5 `_` in a number stands between two digits | remove the `_`
    "x = 0x\n"
    1:5 `0x` is followed by hexadecimal digits
    "x = 1.\n"
    1:5 a digit follows the decimal point | write a zero behind the point
    "x = 007\n"
    1:5 a number has no leading zeros | remove the zeros, or write a string in quotes
    "x = 9223372036854775808\n"
    1:5 an integer of TOML has at most 64 bits | write it as a string, in quotes
    "x = 2023-02-29\n"
    1:5 this month has no such day
    "x = 25:00:00\n"
    1:5 an hour is between 00 and 23
    "x = -\n"
    1:5 a string stands in quotes | write it in quotes: "…"
    "###);
}

#[test]
fn a_string_says_where_it_breaks() {
    assert_snapshot!(table(&[
        "x = \"abc\ny = 01\n",
        "x = \"abc\\\"\ny = 01\n",
        "x = 'abc\r\ny = 01\r\n",
        "x = \"\"\"a\nfoo\n[b]\ny = 01\n",
        "x = '''a\nfoo = bar\n",
        "x = \"\"\"a\nfoo\n",
        "x = \"C:\\dir\"\n",
        "x = \"\\u12\"\n",
        "x = \"\\uD800\"\n",
        "x = \"a\u{1}b\"\n",
        "x = 1 # a\u{7f}b\n",
        "x = 1\ry = 2\r\n",
        "x = \"a\"b\"\n",
    ]), @r###"
    "x = \"abc\ny = 01\n"
    1:5 this string is not closed | close it with `"`
    2:5 a number has no leading zeros | remove the zeros, or write a string in quotes
    "x = \"abc\\\"\ny = 01\n"
    1:5 this string is not closed | close it with `"`
    2:5 a number has no leading zeros | remove the zeros, or write a string in quotes
    "x = 'abc\r\ny = 01\r\n"
    1:5 this string is not closed | close it with `'`
    2:5 a number has no leading zeros | remove the zeros, or write a string in quotes
    "x = \"\"\"a\nfoo\n[b]\ny = 01\n"
    1:5 this string is not closed | close it with `"""`
    4:5 a number has no leading zeros | remove the zeros, or write a string in quotes
    "x = '''a\nfoo = bar\n"
    1:5 this string is not closed | close it with `'''`
    2:7 a string stands in quotes | write it in quotes: "…"
    "x = \"\"\"a\nfoo\n"
    1:5 this string is not closed | close it with `"""`
    "x = \"C:\\dir\"\n"
    1:8 TOML does not know this escape | write `\\` for a backslash, or put the string into single quotes
    "x = \"\\u12\"\n"
    1:6 `\u` is followed by 4 hexadecimal digits
    "x = \"\\uD800\"\n"
    1:6 this escape names no Unicode character
    "x = \"a\u{1}b\"\n"
    1:7 a string cannot hold the control character U+0001 as it is | write `\u0001` in a string with double quotes
    "x = 1 # a\u{7f}b\n"
    1:10 a comment cannot hold a control character | remove it
    "x = 1\ry = 2\r\n"
    1:6 a carriage return stands without a line feed behind it | end lines with LF or CR LF
    "x = \"a\"b\"\n"
    1:8 the statement is complete here, and this text follows | put the next statement on a line of its own, and a comment behind `#`
    "###);
}

#[test]
fn a_container_says_what_it_lacks() {
    assert_snapshot!(table(&[
        "x = [1 2 3]\n",
        "x = [\"a\" \"b\"]\n",
        "x = [\n1\n2\n3\n]\ny = 01\n",
        "x = [1,,2]\n",
        "x = [a = 1]\n",
        "x = [1, 2\ny = 3\n[z]\nw = 01\n",
        "x = [\n  \"a\",\n  \"b\n]\ny = 01\n",
        "x = [\n  \"a\",\n[z]\nw = 01\n",
        "x = [\n  [1],\n  [true]\n]\n",
        "x = [\n1,\ny = 2\n]\nz = 01\n",
        "x = [[1], [2]\ny = 01\n",
        "x = {a = 1 b = 2}\n",
        "x = {a = 1\ny = 01\n",
        "x = {a = {b = 1}\ny = 01\n",
        "x = {\n a = 1\n b = 2\n}\ny = 01\n",
        "x = {a: 1}\n",
        "x = {a}\n",
        "x = {a = }\n",
        "x = {a = 1,, b = 2}\n",
        "x = {a\n= 1}\n",
        "x = ]\n",
        "x = }\n",
        "]\n",
        "x = 1]\n",
    ]), @r###"
    "x = [1 2 3]\n"
    1:8 a comma is missing between two elements, before this text | write `,` between them
    "x = [\"a\" \"b\"]\n"
    1:10 a comma is missing between two elements, before a string | write `,` between them
    "x = [\n1\n2\n3\n]\ny = 01\n"
    3:1 a comma is missing between two elements, before this text | write `,` between them
    6:5 a number has no leading zeros | remove the zeros, or write a string in quotes
    "x = [1,,2]\n"
    1:8 nothing stands before this comma | remove the comma
    "x = [a = 1]\n"
    1:6 an array holds values without keys | close the array with `]`, or use `{` and `}`
    "x = [1, 2\ny = 3\n[z]\nw = 01\n"
    1:10 this array is not closed | close it with `]` | opened here 1:5
    4:5 a number has no leading zeros | remove the zeros, or write a string in quotes
    "x = [\n  \"a\",\n  \"b\n]\ny = 01\n"
    3:3 this string is not closed | close it with `"`
    5:5 a number has no leading zeros | remove the zeros, or write a string in quotes
    "x = [\n  \"a\",\n[z]\nw = 01\n"
    2:7 this array is not closed | close it with `]` | opened here 1:5
    4:5 a number has no leading zeros | remove the zeros, or write a string in quotes
    "x = [\n  [1],\n  [true]\n]\n"
    "x = [\n1,\ny = 2\n]\nz = 01\n"
    2:3 this array is not closed | close it with `]` | opened here 1:5
    5:5 a number has no leading zeros | remove the zeros, or write a string in quotes
    "x = [[1], [2]\ny = 01\n"
    1:14 this array is not closed | close it with `]` | opened here 1:5
    2:5 a number has no leading zeros | remove the zeros, or write a string in quotes
    "x = {a = 1 b = 2}\n"
    1:12 a comma is missing between two members, before this text | write `,` between them
    "x = {a = 1\ny = 01\n"
    1:11 this inline table is not closed | close it with `}` | opened here 1:5
    2:5 a number has no leading zeros | remove the zeros, or write a string in quotes
    "x = {a = {b = 1}\ny = 01\n"
    1:17 this inline table is not closed | close it with `}` | opened here 1:5
    2:5 a number has no leading zeros | remove the zeros, or write a string in quotes
    "x = {\n a = 1\n b = 2\n}\ny = 01\n"
    3:2 a comma is missing between two members, before this text | write `,` between them
    5:5 a number has no leading zeros | remove the zeros, or write a string in quotes
    "x = {a: 1}\n"
    1:7 TOML writes `=` between key and value, not `:` | write `=`
    "x = {a}\n"
    1:7 a value is missing before `}` | write a value behind `=`; an empty string is `""`
    "x = {a = }\n"
    1:10 a value is missing before `}` | write a value behind `=`; an empty string is `""`
    "x = {a = 1,, b = 2}\n"
    1:12 nothing stands before this comma | remove the comma
    "x = {a\n= 1}\n"
    1:7 a line break separates a key from its value | write key, `=` and the beginning of the value on one line
    "x = ]\n"
    1:5 `]` closes nothing
    "x = }\n"
    1:5 `}` closes nothing
    "]\n"
    1:1 `]` closes nothing
    "x = 1]\n"
    1:6 `]` closes nothing | remove it, or write the bracket that opens it
    "###);
}

#[test]
fn a_header_says_what_it_lacks() {
    assert_snapshot!(table(&[
        "[a\nx = 1\n[b]\nx = 01\n",
        "[a b]\nx = 1\nx = 1\n[c]\nx = 01\n",
        "[[a]\nx = 1\n",
        "[]\nx = 1\n",
        "[a..b]\n",
        "[a.]\n",
        "[a] x = 1\n",
        "[a]]\n",
        "[a = 1\n",
    ]), @r###"
    "[a\nx = 1\n[b]\nx = 01\n"
    1:3 the header is not closed with `]` | write `]` at its end | opened here 1:1
    4:5 a number has no leading zeros | remove the zeros, or write a string in quotes
    "[a b]\nx = 1\nx = 1\n[c]\nx = 01\n"
    1:3 the header is not closed with `]` | a name with other characters than ASCII letters, digits, `-` and `_` needs quotes | opened here 1:1
    5:5 a number has no leading zeros | remove the zeros, or write a string in quotes
    "[[a]\nx = 1\n"
    1:5 the header is not closed with `]]` | write `]]` at its end | opened here 1:1
    "[]\nx = 1\n"
    1:2 a name is missing before `]`
    "[a..b]\n"
    1:4 a name is missing before `.`
    "[a.]\n"
    1:4 a name is missing before `]`
    "[a] x = 1\n"
    1:5 the statement is complete here, and this text follows | put the next statement on a line of its own, and a comment behind `#`
    "[a]]\n"
    1:4 `]` closes nothing | remove it, or write the bracket that opens it
    "[a = 1\n"
    1:3 the header is not closed with `]` | a name with other characters than ASCII letters, digits, `-` and `_` needs quotes | opened here 1:1
    "###);
}

#[test]
fn what_is_there_already_is_named() {
    assert_snapshot!(table(&[
        "a = 1\na = 2\na = 3\n",
        "[configuration.port]\nb = 1\n[configuration.port]\nb = 2\nc = 3\n",
        "a = 1\n[a]\nx = 1\n[a.b]\nx = 1\n",
        "a = {x = 1}\n[a]\nx = 2\n[a.b]\ny = 1\n",
        "a = {x = 1}\na.y = 1\n",
        "a = [1]\n[[a]]\nx = 1\n",
        "[[a]]\n[a]\n",
        "[a]\n[[a]]\n",
        "[a.b]\n[a]\nb.c = 1\n",
        "a.b = 1\n[a]\nc = 2\n",
        "a = 1\na.b = 2\n",
        "a = {b = 1, b = 2, c.d = 1, c = 2}\n",
        "[[a]]\nx = 1\n[[a]]\nx = 1\nx = 2\n",
        "[[a.b]]\n[a]\nb.c.d = 1\n",
        "\"a\\nb\" = 1\n\"a\\nb\" = 1\n",
    ]), @r###"
    "a = 1\na = 2\na = 3\n"
    2:1 `a` is given twice in this table | first defined here 1:1
    3:1 `a` is given twice in this table | first defined here 1:1
    "[configuration.port]\nb = 1\n[configuration.port]\nb = 2\nc = 3\n"
    3:16 the table `configuration.port` is defined twice | first defined here 1:16
    4:1 `b` is given twice in this table | first defined here 2:1
    "a = 1\n[a]\nx = 1\n[a.b]\nx = 1\n"
    2:2 `a` already has a value that is not a table | first defined here 1:1
    4:2 `a` already has a value that is not a table | first defined here 1:1
    "a = {x = 1}\n[a]\nx = 2\n[a.b]\ny = 1\n"
    2:2 the inline table `a` is complete, so a header cannot add to it | first defined here 1:1
    3:1 `x` is given twice in this table | first defined here 1:6
    4:2 the inline table `a` is complete, so nothing can be added to it | first defined here 1:1
    "a = {x = 1}\na.y = 1\n"
    2:1 the inline table `a` is complete, so nothing can be added to it | first defined here 1:1
    "a = [1]\n[[a]]\nx = 1\n"
    2:3 `a` is an array written with brackets, so nothing can be added to it | first defined here 1:1
    "[[a]]\n[a]\n"
    2:2 `a` is an array of tables | write `[[a]]` | first defined here 1:3
    "[a]\n[[a]]\n"
    2:3 `a` is already a table, not an array of tables | first defined here 1:2
    "[a.b]\n[a]\nb.c = 1\n"
    3:1 `b` has a header, so dotted keys cannot add to it | write the key below that header | first defined here 1:4
    "a.b = 1\n[a]\nc = 2\n"
    2:2 dotted keys have already made the table `a` | first defined here 1:1
    "a = 1\na.b = 2\n"
    2:1 `a` already has a value that is not a table | first defined here 1:1
    "a = {b = 1, b = 2, c.d = 1, c = 2}\n"
    1:13 `b` is given twice in this table | first defined here 1:6
    1:29 `c` is given twice in this table | first defined here 1:20
    "[[a]]\nx = 1\n[[a]]\nx = 1\nx = 2\n"
    5:1 `x` is given twice in this table | first defined here 4:1
    "[[a.b]]\n[a]\nb.c.d = 1\n"
    3:1 `b` is an array of tables, which dotted keys cannot reach | first defined here 1:5
    "\"a\\nb\" = 1\n\"a\\nb\" = 1\n"
    2:1 `a�b` is given twice in this table | first defined here 1:1
    "###);
}
