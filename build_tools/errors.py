"""Errors of use. Bad data is never an exception: it is a `Finding`."""

from __future__ import annotations

import errno

_REASONS = {
    errno.ENOENT: "没有这个文件或者文件夹",
    errno.EISDIR: "这是一个文件夹",
    errno.ENOTDIR: "路径中间有一段不是文件夹",
    errno.EEXIST: "已经有同名的文件",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘是只读的",
    errno.ENOSPC: "磁盘满了",
    errno.ENAMETOOLONG: "文件名太长",
    errno.EBUSY: "文件正被别的程序使用",
}


def reason_of(error: OSError) -> str:
    """Return why a file could not be read or written, in Chinese where the reason is a common one."""
    return _REASONS.get(error.errno or 0, error.strerror or str(error))


class ToolError(Exception):
    """The tool was used wrongly; the message is one Chinese line that says what to do."""
