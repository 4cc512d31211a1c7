"""What a filled form must not be: the rules by which files, sheets and cells are refused.

They are told in the form's own language alone, in which its headings and its guide are too.
"""

from __future__ import annotations

from typing import Any

from indicators.reporting.rules import Rule, Section


def rule(*called: str, vi: str, mend: str, **more: Any) -> Rule:
    """A rule of forms."""
    return Rule(Section.FORMS, *called, vi=vi, en=vi, mend=mend, mend_en=mend, **more)


FORM_FILE = rule(
    "form-file",
    "Không phải trang tính .xlsx",
    vi="Tệp này {kind}.",
    mend="mở bằng Excel hoặc LibreOffice, lưu thành “Excel Workbook (.xlsx)” không đặt mật khẩu, "
    "rồi nộp tệp ấy.",
    why="Chỉ đọc dạng .xlsx (và .csv của biểu): các dạng khác giấu lỗi trong ô hoặc không mở được.",
    bad="bieu-nhap.xls",
    good="bieu-nhap.xlsx",
)
FORM_UNSAFE = rule(
    "form-unsafe",
    "Tệp có phần không được mở",
    vi="Tệp này có {thing}, không biểu nào có.",
    mend="tải biểu mới rồi chép số sang, không chép cả trang tính hay định dạng.",
    why="Biểu nhập chỉ vài chục kilôbyte, không có macro; tệp khác thế là hỏng, hoặc độc hại.",
    bad="bieu-nhap.xlsm",
    good="bieu-nhap.xlsx",
)
FORM_UNKNOWN = rule(
    "form-unknown",
    "Không phải biểu nhập này",
    vi="Không trang tính nào của tệp là biểu nhập của trang này.",
    mend="tải biểu đang dùng rồi chép số sang.",
    why="Số chỉ được nhận từ đúng biểu: mỗi ô của biểu biết số ấy là của ai, năm nào.",
    bad="Một bảng tự kẻ.",
    good="Biểu tải từ trang.",
)
FORM_PERIOD = rule(
    "form-period",
    "Biểu của kỳ khác",
    vi="Biểu này là của {written}, biểu nộp cùng là của {other}.",
    mend="nộp riêng biểu của từng kỳ; số của kỳ nào thì ghi ở biểu của kỳ ấy.",
    why="Điền số năm nay vào biểu năm trước là nhầm thường gặp, không quy tắc nào khác thấy được.",
    bad="Biểu 2023 nộp cùng các biểu 2024.",
    good="Mọi biểu nộp cùng là của 2024.",
)
FORM_HEADING = rule(
    "form-heading",
    "Chữ của biểu bị sửa",
    vi="Ô này của biểu là “{was}”, nay là “{written}”.",
    mend="trả lại chữ cũ; nếu chính số là của mục khác thì chép số về đúng dòng, đúng cột.",
    why="Sửa tên đơn vị, tiêu đề cột hay năm không làm số thành của đơn vị, cột, năm khác.",
    bad="Huyện B",
    good="Huyện A",
)
FORM_PLACE = rule(
    "form-place",
    "Dòng hoặc cột không có trong biểu",
    vi="“{written}” không phải {thing} nào của biểu này.",
    mend="chuyển số về đúng dòng, đúng cột của biểu; đơn vị, chỉ tiêu mới thì báo đơn vị quản lý "
    "số liệu, rồi tải biểu mới.",
    why="Số ở ngoài các dòng, cột của biểu không biết là của ai.",
    bad="Một dòng viết thêm ở cuối biểu.",
    good="Dòng có sẵn của biểu.",
)
FORM_MERGED = rule(
    "form-merged",
    "Ô bị gộp",
    vi="Các ô {written} bị gộp làm một.",
    mend="bỏ gộp (Merge & Center), rồi gõ số của từng dòng.",
    why="Số trong ô gộp có thể là của một đơn vị hay của cả mấy đơn vị.",
    bad="D7:D9",
    good="D7, D8, D9",
)
FORM_CELL = rule(
    "form-cell",
    "Ô không chứa số hay chữ đã gõ",
    vi="“{written}” là {kind}, không phải số hay chữ đã gõ.",
    mend="gõ đè số hoặc chữ cần ghi.",
    why="3/4 thành ngày, công thức chưa tính và ô báo lỗi không nói số nào.",
    bad="#DIV/0!",
    good="1234",
)
FORM_COUNT = rule(
    "form-count",
    "Số đếm có phần lẻ",
    vi="“{written}” có phần lẻ hoặc dấu %; cột này đếm {unit}.",
    mend="gõ số nguyên, liền nhau, không dấu chấm, dấu phẩy, dấu %, ví dụ 1234.",
    why="Máy cài tiếng Anh hiểu 1.234 là số có phần lẻ, máy cài tiếng Việt hiểu 1,234 như vậy.",
    bad="1.23",
    good="1234",
)
FORM_TWICE = rule(
    "form-twice",
    "Một số hai giá trị",
    vi="Số này là “{written}” ở đây, là “{other}” ở {where}.",
    mend="chỉ giữ một giá trị, sửa hoặc xóa ô kia.",
    why="Hai biểu nêu hai số cho cùng một mục; máy không chọn thay.",
    bad="120 và 121",
    good="120",
)
FORM_MOVED = rule(
    "form-moved",
    "Số đã đổi từ khi tải biểu",
    vi="Biểu ghi “{written}”; khi tải biểu số này là “{base}”, nay đã là “{now}”.",
    mend="tải biểu mới, xem số nay đúng chưa; chưa đúng thì điền vào biểu mới.",
    why="Người khác đã ghi số này sau khi biểu được tải; ghi đè là mất số của họ.",
    bad="120, khi tải biểu là 100, nay là 110",
    good="Biểu tải sau lần ghi 110.",
)
FORM_KNOWN = rule(
    "form-known",
    "Số đã có đổi mà không ghi lý do",
    vi="Số đã có là “{now}”, biểu ghi “{written}”.",
    mend="không định đổi thì gõ lại số đã có; đổi thì điền cả “Loại thay đổi” và “Lý do thay đổi” "
    "của dòng này.",
    why="Số đã công bố chỉ đổi khi nói là điều chỉnh hay đính chính, và vì sao; số cũ được giữ.",
    bad="1234 → 1240",
    good="1234 → 1240, đính chính, Ghi nhầm.",
)
FORM_EDIT = rule(
    "form-edit",
    "Không ghi được",
    vi="Không ghi được “{written}”: {why}.",
    mend="trả ô này về như khi tải biểu; thay đổi vẫn cần ghi thì báo đơn vị quản lý số liệu.",
    why="Có thay đổi mà biểu không nói đủ để ghi.",
    bad="Một lời ghi hai dòng.",
    good="Một lời ghi một dòng.",
)
FORM_AGAINST = rule(
    "form-against",
    "Số không khớp số đã có",
    vi="Ô này ghi {written}; {known} đã có là {other} ({why}).",
    mend="đối chiếu cả hai với nguồn; ô này nhầm thì gõ lại, số đã có mới nhầm thì để trống ô này "
    "và báo đơn vị quản lý số liệu.",
    why="Hai số của một việc phải đi được với nhau; máy không chọn thay.",
    bad="Chỉ tiêu năm 109 ở biểu sáu tháng, cả năm đã có 110.",
    good="110",
)
FORM_SHEET = rule(
    "form-sheet",
    "Trang tính có số không phải của biểu",
    vi="Trang tính này có số mà không phải trang nào của biểu, hoặc đã mất dòng 1 hay cột A (ẩn).",
    mend="chép số vào đúng trang của biểu mới tải, hoặc xóa trang tính này khỏi tệp.",
    why="Số ở trang tính lạ không biết là của ai; bỏ qua thì mất số mà không ai hay.",
    bad="Một trang tính viết thêm có số.",
    good="Chỉ các trang tính của biểu.",
)
FORM_SHARE = rule(
    "form-share",
    "Tỷ lệ hay phần của 1",
    vi="“{written}” là {percent}% hay {written}%?",
    mend="gõ kèm dấu %: {percent}% hoặc {written}%.",
    why="Cột phần trăm dán từ bảng khác thường mất dấu %: 95,5% thành 0,955.",
    bad="0.955",
    good="95.5%",
)
FORM_HIDDEN = rule(
    "form-hidden",
    "Số không có trong biểu công khai",
    vi="Số này đã có nhưng không công bố, nên biểu tải từ trang không có.",
    mend="để trống ô này; cần đổi số ấy thì xin chủ trang biểu riêng (make form UNIT=MÃ) để điền.",
    why="Điền biểu công khai thì không thấy số đang có, và lời báo không được nêu số ấy.",
    bad="4, trong khi biểu ghi “Ít hơn 5, không công bố.”",
    good="Biểu do chủ trang gửi riêng.",
)
