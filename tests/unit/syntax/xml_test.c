/* xml_test.c - the reader of XML: what it takes, what it refuses and where, what stands where. */
#include "support/assert.h"

#include <string.h>

#include "reading.h"
#include "syntax/document.h"
#include "util/str.h"

#define COUNT(rows) (sizeof(rows) / sizeof *(rows))

static void elements_are_lists_by_name_attributes_and_text_are_members(void **state)
{
	static const struct shape rows[] = {
		{ "<a/>", "{a:[{}]}" },
		{ "<a></a>", "{a:[{}]}" },
		{ "<a>x</a>", "{a:[{text():'x'}]}" },
		{ "<a b='1' c=\"2\"/>", "{a:[{@b:'1' @c:'2'}]}" },
		{ "<a><b/><c/><b d=''/></a>", "{a:[{b:[{} {@d:''}] c:[{}]}]}" },
		{ "<?xml version=\"1.0\"?><!-- x --><a><!-- y --></a><!-- z -->", "{a:[{}]}" },
		{ "<a>\n  x\n  <b/>\n  y\n</a>", "{a:[{b:[{}] text():'x\n  \n  y'}]}" },
		{ "<p:a xmlns:p='u' p:b='1'><p:c/></p:a>",
			"{p:a:[{@xmlns:p:'u' @p:b:'1' p:c:[{}]}]}" },
		{ "<a b='&lt;&#228;&quot;'>&amp;<![CDATA[ <x> ]]></a>",
			"{a:[{@b:'<\xc3\xa4\"' text():'& <x>'}]}" },
		{ "<a b='x\ny\tz'/>", "{a:[{@b:'x y z'}]}" },
		{ "\xef\xbb\xbf<a/>", "{a:[{}]}" },
		{ "<!DOCTYPE a PUBLIC \"x\" \"http://x/y.dtd\"><a/>", "{a:[{}]}" },
	};

	(void)state;
	check_shapes(SYNTAX_XML, rows, COUNT(rows));
}

static void entities_of_the_file_are_replaced_and_others_are_not_read(void **state)
{
	static const struct shape rows[] = {
		{ "<!DOCTYPE a [<!ENTITY e 'x'>]><a b='&e;'>&e;y</a>",
			"{a:[{@b:'x' text():'xy'}]}" },
		{ "<!DOCTYPE a [<!ENTITY e '<b c=\"d\"/>'>]><a>&e;</a>", "{a:[{b:[{@c:'d'}]}]}" },
		{ "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a>x&e;</a>",
			"{a:[{text():'x'}]}" },
		{ "<!DOCTYPE a [<!ATTLIST a b CDATA 'default'>]><a c='1'/>", "{a:[{@c:'1'}]}" },
	};

	(void)state;
	check_shapes(SYNTAX_XML, rows, COUNT(rows));
}

static void encodings_are_read_as_declared_unless_the_bytes_are_utf_8(void **state)
{
	static const struct shape rows[] = {
		{ "<?xml version='1.0' encoding='ISO-8859-1'?><a>\xe4</a>",
			"{a:[{text():'\xc3\xa4'}]}" },
		{ "<?xml version='1.0' encoding='windows-1252'?><a b='\xe4'/>",
			"{a:[{@b:'\xc3\xa4'}]}" },
		{ "<?xml version='1.0' encoding='utf-16'?><a>\xc3\xa4</a>",
			"{a:[{text():'\xc3\xa4'}]}" },
	};

	(void)state;
	check_shapes(SYNTAX_XML, rows, COUNT(rows));
}

static void every_value_and_name_knows_where_it_stands(void **state)
{
	static const char source[] = "\xef\xbb\xbf<?xml version=\"1.0\"?>\r\n"
				     "<Project>\r\n"
				     "\t<!-- \xc3\xa4 --><Item  Include = \"..\\\xc3\xa4.txt\"\r\n"
				     "\t\tx='a>b' y='&lt;\xf0\x9f\x98\x80'/>\r\n"
				     "\t<\xc3\xa4>\r\n"
				     "\t  ./b&amp;c\r\n"
				     "\t  d \xc2\xa0\r\n"
				     "\t</\xc3\xa4 ><Item>&#32; <![CDATA[ e f ]]> </Item>\r\n"
				     "</Project>\r\n";
	static const struct place places[] = {
		{ "/Project/0/Item/0/@Include", 3, 30, "\"..\\\xc3\xa4.txt\"", 3, 20, "Include" },
		{ "/Project/0/Item/0/@x", 4, 5, "'a>b'", 4, 3, "x" },
		{ "/Project/0/Item/0/@y", 4, 13, "'&lt;\xf0\x9f\x98\x80'", 4, 11, "y" },
		{ "/Project/0/\xc3\xa4/0", 5, 2,
			"<\xc3\xa4>\r\n\t  ./b&amp;c\r\n\t  d \xc2\xa0\r\n\t</\xc3\xa4 >", 0, 0,
			NULL },
		{ "/Project/0/\xc3\xa4", 5, 2,
			"<\xc3\xa4>\r\n\t  ./b&amp;c\r\n\t  d \xc2\xa0\r\n\t</\xc3\xa4 >", 5, 3,
			"\xc3\xa4" },
		{ "/Project/0/\xc3\xa4/0/text()", 6, 4, "./b&amp;c\r\n\t  d \xc2\xa0", 6, 4,
			"./b&amp;c\r\n\t  d \xc2\xa0" },
		{ "/Project/0/Item/1/text()", 8, 30, "e f", 8, 30, "e f" },
		{ "/Project/0/Item/1", 8, 8, "<Item>&#32; <![CDATA[ e f ]]> </Item>", 0, 0, NULL },
	};

	(void)state;
	check_places(SYNTAX_XML, source, places, COUNT(places));
}

static void what_an_entity_stands_for_stands_where_it_is_named(void **state)
{
	static const char source[] = "<!DOCTYPE a [<!ENTITY e '<b c=\"d\">f</b>'>]>\n"
				     "<a>&e; </a>\n";
	static const struct place places[] = {
		{ "/a/0/b/0/@c", 2, 4, "&e;", 2, 4, "&e;" },
	};

	(void)state;
	check_places(SYNTAX_XML, source, places, COUNT(places));
}

static void what_is_wrong_is_told_with_line_and_column(void **state)
{
	static const struct refusal rows[] = {
		{ "", 1, 1, "no element found" },
		{ "<a>\n <b>\n</a>\n", 3, 3, "mismatched tag" },
		{ "<a>\n", 2, 1, "no element found" },
		{ "<a b='1' b='2'/>", 1, 10, "duplicate attribute" },
		{ "<a>&x;</a>", 1, 4, "undefined entity" },
		{ "<\xc3\xa4 b=1/>", 1, 7, "not well-formed" },
		{ "<a/>\n<b/>", 2, 1, "junk after document element" },
		{ "<a>\xff</a>", 1, 4, "not well-formed" },
		{ "{}", 1, 1, "not well-formed" },
	};

	(void)state;
	check_refusals(SYNTAX_XML, rows, COUNT(rows));
}

static void bounds_are_kept(void **state)
{
	struct str text = STR_INIT;
	struct document *document;
	struct err err;

	(void)state;
	add_times(&text, "<a>", 127);
	add_times(&text, "</a>", 127);
	assert_ok(document_parse(&document, SYNTAX_XML, text.data, text.size, &err));
	document_free(document);

	str_clear(&text);
	add_times(&text, "<a>", 100000);
	check_limit(SYNTAX_XML, text.data, text.size, "nested too deep");

	/* Each entity is ten of the one before. */
	str_set(&text, "<!DOCTYPE a [<!ENTITY e0 'xxxxxxxxxx'>");
	for (int i = 1; i < 10; i++) {
		str_addf(&text, "<!ENTITY e%d '", i);
		for (int k = 0; k < 10; k++)
			str_addf(&text, "&e%d;", i - 1);
		str_add_text(&text, "'>");
	}
	str_add_text(&text, "]><a>&e9;</a>");
	check_limit(SYNTAX_XML, text.data, text.size, "");

	str_set(&text, "<a>");
	add_times(&text, "<b/>", DOCUMENT_NODES_MAX);
	check_limit(SYNTAX_XML, text.data, text.size, "too many values");
	str_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(elements_are_lists_by_name_attributes_and_text_are_members),
		cmocka_unit_test(entities_of_the_file_are_replaced_and_others_are_not_read),
		cmocka_unit_test(encodings_are_read_as_declared_unless_the_bytes_are_utf_8),
		cmocka_unit_test(every_value_and_name_knows_where_it_stands),
		cmocka_unit_test(what_an_entity_stands_for_stands_where_it_is_named),
		cmocka_unit_test(what_is_wrong_is_told_with_line_and_column),
		cmocka_unit_test(bounds_are_kept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
