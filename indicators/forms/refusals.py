"""What a filled form must not be: the rules by which files, sheets and cells are refused."""

from __future__ import annotations

from functools import partial

from indicators.reporting.rules import Rule, Section

rule = partial(Rule, Section.FORMS)

FORM_FILE = rule(
    "form-file",
    "Không phải trang tính .xlsx",
    vi="Tệp này {kind}.",
    en="This file {kind}.",
    mend="mở bằng Excel hoặc LibreOffice, lưu thành “Excel Workbook (.xlsx)” không đặt mật khẩu, "
    "rồi nộp tệp ấy.",
    mend_en="open it in Excel or LibreOffice, save it as “Excel Workbook (.xlsx)” without a "
    "password, and hand that in.",
    why="Chỉ đọc dạng .xlsx (và .csv của biểu): các dạng khác giấu lỗi trong ô hoặc không mở được.",
    bad="bieu-nhap.xls",
    good="bieu-nhap.xlsx",
)
FORM_UNSAFE = rule(
    "form-unsafe",
    "Tệp có phần không được mở",
    vi="Tệp này có {thing}, không biểu nào có.",
    en="This file holds {thing}, which no form has.",
    mend="tải biểu mới rồi chép số sang, không chép cả trang tính hay định dạng.",
    mend_en="take a new form and copy the numbers, not whole sheets or formats.",
    why="Biểu nhập chỉ vài chục kilôbyte, không có macro; tệp khác thế là hỏng, hoặc độc hại.",
    bad="bieu-nhap.xlsm",
    good="bieu-nhap.xlsx",
)
FORM_UNKNOWN = rule(
    "form-unknown",
    "Không phải biểu nhập này",
    vi="Không trang tính nào của tệp là biểu nhập của trang này.",
    en="No sheet of the file is a form of this site.",
    mend="tải biểu đang dùng rồi chép số sang.",
    mend_en="take the form that is in use and copy the numbers.",
    why="Số chỉ được nhận từ đúng biểu: mỗi ô của biểu biết số ấy là của ai, năm nào.",
    bad="Một bảng tự kẻ.",
    good="Biểu tải từ trang.",
)
FORM_PERIOD = rule(
    "form-period",
    "Biểu của kỳ khác",
    vi="Biểu này là của {written}, biểu nộp cùng là của {other}.",
    en="This form is of {written}, one that was handed in with it of {other}.",
    mend="nộp riêng biểu của từng kỳ; số của kỳ nào thì ghi ở biểu của kỳ ấy.",
    mend_en="hand in the forms of each period apart, each with the numbers of its own period.",
    why="Điền số năm nay vào biểu năm trước là nhầm thường gặp, không quy tắc nào khác thấy được.",
    bad="Biểu 2023 nộp cùng các biểu 2024.",
    good="Mọi biểu nộp cùng là của 2024.",
)
FORM_HEADING = rule(
    "form-heading",
    "Chữ của biểu bị sửa",
    vi="Ô này của biểu là “{was}”, nay là “{written}”.",
    en="This cell of the form is “{was}”, and now “{written}”.",
    mend="trả lại chữ cũ; nếu chính số là của mục khác thì chép số về đúng dòng, đúng cột.",
    mend_en="put the words back; if the numbers are of something else, copy them to their own row "
    "and column.",
    why="Sửa tên đơn vị, tiêu đề cột hay năm không làm số thành của đơn vị, cột, năm khác.",
    bad="Huyện B",
    good="Huyện A",
)
FORM_PLACE = rule(
    "form-place",
    "Dòng hoặc cột không có trong biểu",
    vi="“{written}” không phải {thing} nào của biểu này.",
    en="“{written}” is no {thing} of this form.",
    mend="chuyển số về đúng dòng, đúng cột của biểu; đơn vị, chỉ tiêu mới thì báo đơn vị quản lý "
    "số liệu, rồi tải biểu mới.",
    mend_en="move the numbers to their row and column; a new unit or indicator is first declared "
    "in the data, then a new form is taken.",
    why="Số ở ngoài các dòng, cột của biểu không biết là của ai.",
    bad="Một dòng viết thêm ở cuối biểu.",
    good="Dòng có sẵn của biểu.",
)
FORM_MERGED = rule(
    "form-merged",
    "Ô bị gộp",
    vi="Các ô {written} bị gộp làm một.",
    en="The cells {written} are merged.",
    mend="bỏ gộp (Merge & Center), rồi gõ số của từng dòng.",
    mend_en="unmerge them (Merge & Center), then type the number of each row.",
    why="Số trong ô gộp có thể là của một đơn vị hay của cả mấy đơn vị.",
    bad="D7:D9",
    good="D7, D8, D9",
)
FORM_CELL = rule(
    "form-cell",
    "Ô không chứa số hay chữ đã gõ",
    vi="“{written}” là {kind}, không phải số hay chữ đã gõ.",
    en="“{written}” is {kind}, no number or text that was typed.",
    mend="gõ đè số hoặc chữ cần ghi.",
    mend_en="type the number or text over it.",
    why="3/4 thành ngày, công thức chưa tính và ô báo lỗi không nói số nào.",
    bad="#DIV/0!",
    good="1234",
)
FORM_COUNT = rule(
    "form-count",
    "Số đếm có phần lẻ",
    vi="“{written}” có phần lẻ hoặc dấu %; cột này đếm {unit}.",
    en="“{written}” has decimals or a % sign; this column counts {unit}.",
    mend="gõ số nguyên, liền nhau, không dấu chấm, dấu phẩy, dấu %, ví dụ 1234.",
    mend_en="type a whole number without point, comma or %: 1234 for 1.234.",
    why="Máy cài tiếng Anh hiểu 1.234 là số có phần lẻ, máy cài tiếng Việt hiểu 1,234 như vậy.",
    bad="1.23",
    good="1234",
)
FORM_TWICE = rule(
    "form-twice",
    "Một số hai giá trị",
    vi="Số này là “{written}” ở đây, là “{other}” ở {where}.",
    en="This number is “{written}” here and “{other}” at {where}.",
    mend="chỉ giữ một giá trị, sửa hoặc xóa ô kia.",
    mend_en="keep one value and mend or empty the other cell.",
    why="Hai biểu nêu hai số cho cùng một mục; máy không chọn thay.",
    bad="120 và 121",
    good="120",
)
FORM_MOVED = rule(
    "form-moved",
    "Số đã đổi từ khi tải biểu",
    vi="Biểu ghi “{written}”; khi tải biểu số này là “{base}”, nay đã là “{now}”.",
    en="The form says “{written}”; it was “{base}” when the form was made and is “{now}” now.",
    mend="tải biểu mới, xem số nay đúng chưa; chưa đúng thì điền vào biểu mới.",
    mend_en="take a new form and see whether the number is right now; if not, fill in the new one.",
    why="Người khác đã ghi số này sau khi biểu được tải; ghi đè là mất số của họ.",
    bad="120, khi tải biểu là 100, nay là 110",
    good="Biểu tải sau lần ghi 110.",
)
FORM_KNOWN = rule(
    "form-known",
    "Số đã có đổi mà không ghi lý do",
    vi="Số đã có là “{now}”, biểu ghi “{written}”.",
    en="The number that is known is “{now}”, the form says “{written}”.",
    mend="không định đổi thì gõ lại số đã có; đổi thì điền cả “Loại thay đổi” và “Lý do thay đổi” "
    "của dòng này.",
    mend_en="type the known number again if no change is meant; else fill in both “Loại thay đổi” "
    "and “Lý do thay đổi” of this row.",
    why="Số đã công bố chỉ đổi khi nói là điều chỉnh hay đính chính, và vì sao; số cũ được giữ.",
    bad="1234 → 1240",
    good="1234 → 1240, đính chính, Ghi nhầm.",
)
FORM_EDIT = rule(
    "form-edit",
    "Không ghi được",
    vi="Không ghi được “{written}”: {why}.",
    en="“{written}” cannot be written: {why}.",
    mend="trả ô này về như khi tải biểu; thay đổi vẫn cần ghi thì báo đơn vị quản lý số liệu.",
    mend_en="put the cell back as it was, and tell the keeper of the data what is to change.",
    why="Có thay đổi mà biểu không nói đủ để ghi.",
    bad="Một lời ghi hai dòng.",
    good="Một lời ghi một dòng.",
)
FORM_AGAINST = rule(
    "form-against",
    "Số không khớp số đã có",
    vi="Ô này ghi {written}; {known} đã có là {other} ({why}).",
    en="This cell says {written}; {known} is known as {other} ({why}).",
    mend="đối chiếu cả hai với nguồn; ô này nhầm thì gõ lại, số đã có mới nhầm thì để trống ô này "
    "và báo đơn vị quản lý số liệu.",
    mend_en="compare both with the source; retype this cell, or leave it empty and tell the keeper "
    "of the data where the known number is wrong.",
    why="Hai số của một việc phải đi được với nhau; máy không chọn thay.",
    bad="Chỉ tiêu năm 109 ở biểu sáu tháng, cả năm đã có 110.",
    good="110",
)
FORM_SHEET = rule(
    "form-sheet",
    "Trang tính có số không phải của biểu",
    vi="Trang tính này có số mà không phải trang nào của biểu, hoặc đã mất dòng 1 hay cột A (ẩn).",
    en="This sheet holds numbers and is none of the form, or it lost its hidden row 1 or column A.",
    mend="chép số vào đúng trang của biểu mới tải, hoặc xóa trang tính này khỏi tệp.",
    mend_en="copy the numbers into a new form, or delete this sheet.",
    why="Số ở trang tính lạ không biết là của ai; bỏ qua thì mất số mà không ai hay.",
    bad="Một trang tính viết thêm có số.",
    good="Chỉ các trang tính của biểu.",
)
FORM_SHARE = rule(
    "form-share",
    "Tỷ lệ hay phần của 1",
    vi="“{written}” là {percent}% hay {written}%?",
    en="Is “{written}” {percent}% or {written}%?",
    mend="gõ kèm dấu %: {percent}% hoặc {written}%.",
    mend_en="type it with the sign: {percent}% or {written}%.",
    why="Cột phần trăm dán từ bảng khác thường mất dấu %: 95,5% thành 0,955.",
    bad="0.955",
    good="95.5%",
)
FORM_HIDDEN = rule(
    "form-hidden",
    "Số không có trong biểu công khai",
    vi="Số này đã có nhưng không công bố, nên biểu tải từ trang không có.",
    en="This number is known but not published, so the form of the site does not have it.",
    mend="để trống ô này; cần đổi số ấy thì xin chủ trang biểu riêng (make form UNIT=MÃ) để điền.",
    mend_en="leave the cell empty; to change it, ask the owner for a form (make form UNIT=ID).",
    why="Điền biểu công khai thì không thấy số đang có, và lời báo không được nêu số ấy.",
    bad="4, trong khi biểu ghi “Ít hơn 5, không công bố.”",
    good="Biểu do chủ trang gửi riêng.",
)
