#!/bin/sh
# Makes a virtual environment with a suitable Python, or says in Vietnamese what is missing.
# usage: sh tools/venv.sh FOLDER [PYTHON]
set -eu

folder=$1
wanted=${2:-}

# Runs on any Python, also on 2.7. The upper limit is that of the locked libraries: beyond it
# they do not come ready-made, and make never builds one from source.
probe='
import sys
state = "ok"
if sys.version_info < (3, 11):
    state = "old"
elif sys.version_info >= (3, 15):
    state = "new"
else:
    try:
        import ensurepip, venv
    except ImportError:
        state = "bare"
print("%d.%d.%d %s" % (sys.version_info[:3] + (state,)))
'

if [ -n "$wanted" ]; then set -- "$wanted"; else
    set -- python3 python3.14 python3.13 python3.12 python3.11 python
fi
tried=
packages='python3 python3-venv'
for python in "$@" ''; do
    answer=$("$python" -c "$probe" 2>/dev/null) || answer=
    case $answer in
        *' ok') break ;;
        *' old') reason="${answer% *}: quá cũ" ;;
        *' new') reason="${answer% *}: quá mới, các thư viện đã khóa chưa có bản cho phiên bản này" ;;
        *' bare') reason="${answer% *}: thiếu mô-đun venv"; packages=python3-venv ;;
        # A name that we only guessed and that is not there is no news.
        *) [ -n "$wanted" ] && [ -n "$python" ] || continue; reason='không có hoặc không chạy được' ;;
    esac
    tried="$tried
  $python: $reason"
done

if [ -z "$python" ]; then
    cat >&2 <<END
Chưa chuẩn bị được môi trường: cần Python từ 3.11 đến 3.14.
Đã tìm thấy:${tried:- không có Python nào}
Cách sửa:
  Debian, Ubuntu, WSL: sudo apt install $packages
  Fedora: sudo dnf install python3; macOS: brew install python3
  Đã có Python ở nơi khác: thêm PYTHON=/nơi/đó/python3 vào sau lệnh make
END
    exit 1
fi

[ -w "$(dirname "$folder")" ] || {
    echo "Không ghi được vào thư mục này: chép dự án sang thư mục của bạn rồi chạy lại ở đó." >&2
    exit 1
}
echo "Tạo $folder bằng $python (${answer% *})"
"$python" -m venv --clear "$folder" || {
    echo "Không tạo được $folder: xem thông báo ngay phía trên (ổ đĩa đầy, hoặc không có quyền ghi)." >&2
    exit 1
}
