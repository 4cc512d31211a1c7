"""The capitals that the guides' templates hold where an editor writes what is true."""

from __future__ import annotations

UNFILLED = frozenset(
    {
        "CƠ QUAN BAN HÀNH", "DÙNG ĐỂ LÀM GÌ", "LÝ DO", "LÝ DO CHƯA CÓ SỐ", "MÃ-MỨC", "MÃ-NGUỒN",
        "MÃ-SỐ-LIỆU", "MÃ-VĂN-BẢN", "NĂM-THÁNG-NGÀY", "SỐ CŨ", "SỐ MỚI", "SỐ, KÝ HIỆU",
        "TÊN CHỈ TIÊU", "TÊN SỐ LIỆU", "TÊN VĂN BẢN", "VÌ SAO ĐỔI", "VỊ TRÍ TRONG NGUỒN",
    }
)  # fmt: skip
