from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.intake.dates import date_value, dates_in
from build_tools.intake.guesses import label_for, limit_for, mechanisms_in, stages_in, year_of
from build_tools.intake.names import bodies_in, places_in
from build_tools.intake.numbers import multiplied, numbers_in, numeral_value
from build_tools.intake.records import Number, Paragraph, Place

PLACE = Place(1, "一", 2, "", 3)


def paragraph(text: str) -> Paragraph:
    return Paragraph(PLACE, text)


def only(text: str) -> Number:
    (number,) = numbers_in(paragraph(text))
    return number


@pytest.mark.parametrize(
    ("text", "written", "value", "unit"),
    [
        ("培训干部8760人", "8760人", "8760", "人"),
        ("听众5.9万人次", "5.9万人次", "59000", "人次"),
        ("共12,345人", "12,345人", "12345", "人"),
        ("宣讲2922场次", "2922场次", "2922", "场次"),
        ("增长287.5%", "287.5%", "287.5", "%"),
        ("增长１２％", "１２％", "12", "%"),
        ("提高3个百分点", "3个百分点", "3", "个百分点"),
        ("占百分之三十", "百分之三十", "30", "%"),
        ("对1/4单位检查", "1/4", "0.25", ""),
        ("对四分之一的单位", "四分之一", "0.25", ""),
        ("共问责31人(次)", "31人(次)", "31", "人次"),
        ("工作17年半", "17年半", "17.5", "年"),
        ("对七名干部", "七名", "7", "名"),
        ("两个平台", "两个", "2", "个"),
        ("三十二项任务", "三十二项", "32", "项"),
        ("一千二百余人次", "一千二百余人次", "1200", "人次"),
        ("三万五千名党员", "三万五千名", "35000", "名"),
        ("每半年汇报", "半年", "0.5", "年"),
        ("每年至少召开一次会议", "一次", "1", "次"),
        ("聚焦“1+4”文件", "1+4", "5", ""),
        ("印发文件300", "300", "300", ""),
    ],
)
def test_a_number_has_value_and_unit(text: str, written: str, value: str, unit: str) -> None:
    number = only(text)
    assert (number.text, number.value, number.unit) == (written, Decimal(value), unit)


@pytest.mark.parametrize(
    "text", ["3000余名", "约300人", "近200家", "6名左右", "十余项", "1.6万余条", "30多个"]
)
def test_approximate_numbers_are_marked(text: str) -> None:
    assert only(text).approx


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("3-5个", 3, 5),
        ("3至5个", 3, 5),
        ("三至五个", 3, 5),
        ("20%—30%", 20, 30),
        ("二三级单位", 2, 3),
        ("2～3万人", 20000, 30000),
    ],
)
def test_a_range_has_two_ends(text: str, low: int, high: int) -> None:
    number = only(text)
    assert (number.value, number.upper) == (Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2021年3月5日",
        "第一书记",
        "第二十次全国代表大会",
        "第3期",
        "1.分组力求精准",
        "建立一个机制，抓好一项工作",
        "一方面抓培训",
        "二十大精神",
        "G20峰会和5G网络",
        "文化下乡四进村",
        "№445",
        "统一思想，千方百计",
    ],
)
def test_dates_ordinals_and_set_words_are_no_numbers(text: str) -> None:
    assert numbers_in(paragraph(text)) == ()


@pytest.mark.parametrize(
    "text", ["增强“四个意识”", "落实中央八项规定精神", "加强两个责任的落实", "推行“三个工作法”"]
)
def test_numbers_in_names_are_marked(text: str) -> None:
    assert only(text).is_name


def test_numbers_have_the_words_around_them() -> None:
    first, second = numbers_in(paragraph("2021年,集中轮训领导干部8760人,设5个班次。"))
    assert (first.before, first.text, first.after) == ("集中轮训领导干部", "8760人", "")
    assert (second.before, second.text, second.after) == ("设", "5个", "班次")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0", 0),
        ("1,200", 1200),
        ("十", 10),
        ("半", "0.5"),
        ("三点五", "3.5"),
        ("二亿", 200_000_000),
        ("1万2", 10002),
        ("１２.５", "12.5"),
    ],
)
def test_numerals_have_a_value(text: str, expected: float | str) -> None:
    assert numeral_value(text) == Decimal(expected)


@pytest.mark.parametrize("text", ["", "百百", "三点", "点五", "9" * 30, "甲", "万甲"])
def test_what_is_no_numeral_has_none(text: str) -> None:
    assert numeral_value(text) is None


def test_scales_in_front_of_a_unit_are_multiplied_in() -> None:
    assert multiplied(Decimal("5.9"), "万人次") == (Decimal(59000), "人次")
    assert multiplied(Decimal("17.5"), "年") == (Decimal("17.5"), "年")


@given(
    st.text(alphabet="0123456789,.+/-—至一二三十百千万亿半余多约第个人次年月日%（）“”，。 甲A", max_size=40)
)
def test_numbers_stand_where_they_say_and_do_not_overlap(text: str) -> None:
    end = 0
    for number in numbers_in(paragraph(text)):
        assert text[number.start :].startswith(number.text)
        assert number.start >= end
        end = number.start + len(number.text)


@pytest.mark.parametrize(
    ("text", "written", "value"),
    [
        ("2021年以来", "2021年以来", "2021"),
        ("在2020年3月印发", "2020年3月", "2020-03"),
        ("2022年9月2日", "2022年9月2日", "2022-09-02"),
        ("二〇二一年六月", "二〇二一年六月", "2021-06"),
        ("2021-04-20", "2021-04-20", "2021-04-20"),
        ("2021年2月30日", "2021年2月30日", "2021-02"),
        ("9月2日", "9月2日", ""),
        ("去年以来", "去年以来", ""),
    ],
)
def test_dates_are_read(text: str, written: str, value: str) -> None:
    (date,) = dates_in(paragraph(text))
    assert (date.text, date.value) == (written, value)


@pytest.mark.parametrize("text", ["连续12年", "3个月内", "2021年级", "12021年", "公元3000年"])
def test_durations_are_no_dates(text: str) -> None:
    assert list(dates_in(paragraph(text))) == []
    assert date_value(text) == ""


def test_places_are_named_by_province_or_ending() -> None:
    text = "福建省和平潭综合实验区，嘉定区系统谋划，对各设区市、全县、本市开展检查。"
    assert [place.text for place in places_in(paragraph(text))] == ["福建省", "平潭综合实验区", "嘉定区"]


def test_organisations_are_named_by_ending() -> None:
    text = (
        "由省委办公厅牵头，省纪委监委、省委组织部配合；福建省委党的建设工作领导小组办公室协调。各党委抓落实。"
    )
    assert [body.text for body in bodies_in(paragraph(text))] == [
        "省委办公厅",
        "省纪委监委",
        "省委组织部",
        "福建省委党的建设工作领导小组办公室",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("集中轮训领导干部8760人", "集中轮训领导干部"),
        ("组成15个重点检查组", "重点检查组"),
        ("细化为3类6项指标", "指标"),
        ("约谈5名党委(党组)书记", "党委书记"),
        ("，8项", ""),
    ],
)
def test_the_words_around_a_number_label_it(text: str, expected: str) -> None:
    assert label_for(numbers_in(paragraph(text))[-1]) == expected


def test_a_number_is_of_the_date_named_last() -> None:
    text = "2017年检查12次，问责31人，比2016年增长50%"
    assert [year_of(number, text) for number in numbers_in(paragraph(text))] == ["2017"] * 3
    assert year_of(only("检查12次"), "检查12次") == ""


def test_time_limits_tell_what_and_after_what() -> None:
    text = "要求自接到问题清单之日起1个月内制定整改方案"
    limit = limit_for(only(text), text)
    assert limit is not None
    assert (limit.label, limit.value, limit.unit.value) == ("制定整改方案", 1, "个月")
    assert limit.after.endswith("接到问题清单")


@pytest.mark.parametrize("text", ["连续12年开展检查", "检查30个单位", "半年内完成"])
def test_other_numbers_are_no_time_limits(text: str) -> None:
    assert limit_for(only(text), text) is None


def test_kind_and_stage_are_guessed_by_their_words() -> None:
    text = "列出问题清单和问责清单，约谈负责人，开展督导检查"
    assert mechanisms_in(text)[0] == "清单"
    assert "督责" in stages_in(text)
    assert mechanisms_in("") == stages_in("") == ()
