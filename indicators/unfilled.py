"""The capitals that the guides' templates hold where an editor writes what is true."""

from __future__ import annotations

UNFILLED = frozenset(
    {
        "AI CHO PHÉP, BẰNG VĂN BẢN NÀO", "AI THỰC HIỆN", "CƠ QUAN BAN HÀNH", "DÙNG ĐỂ LÀM GÌ",
        "LÝ DO", "LÝ DO CHƯA CÓ SỐ", "MÃ-BƯỚC", "MÃ-CŨ", "MÃ-GIẢI-PHÁP", "MÃ-LOẠI", "MÃ-MẪU-SỐ",
        "MÃ-MỨC", "MÃ-MỨC-XẾP-LOẠI", "MÃ-MỨC-XẾP-LOẠI-KHÁC", "MÃ-NGUỒN", "MÃ-NHIỆM-KỲ",
        "MÃ-NHIỆM-KỲ-SAU", "MÃ-NHÓM", "MÃ-SỐ-LIỆU", "MÃ-SỐ-LIỆU-KHÁC", "MÃ-SỐ-LIỆU-TRƯỚC",
        "MÃ-SỐ-LƯỢNG", "MÃ-TỔNG", "MÃ-TỬ-SỐ", "MÃ-VĂN-BẢN", "MÃ-ĐƠN-VỊ", "MÃ-ĐƠN-VỊ-CẤP-TRÊN",
        "MÃ-ĐƠN-VỊ-KHÁC", "NĂM-THÁNG-NGÀY", "SỐ", "SỐ CŨ", "SỐ LỚN HƠN", "SỐ MỚI", "SỐ, KÝ HIỆU",
        "TÊN CHỈ TIÊU", "TÊN LOẠI ĐƠN VỊ", "TÊN MỨC XẾP LOẠI", "TÊN MỨC XẾP LOẠI KHÁC", "TÊN NHÓM",
        "TÊN SỐ LIỆU", "TÊN SỐ LIỆU KHÁC", "TÊN SỐ LƯỢNG", "TÊN TỔ CHỨC ĐẢNG", "TÊN VĂN BẢN",
        "TÊN ĐƠN VỊ", "TÊN ĐƠN VỊ KHÁC", "TỶ LỆ", "VIỆC PHẢI LÀM", "VỊ TRÍ TRONG NGUỒN",
        "ĐIỀU CẦN NÓI THÊM", "ĐỊA CHỈ CÔNG KHAI",
    }
)  # fmt: skip
