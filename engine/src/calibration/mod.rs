//! From national accounts to parameters and opening balance sheets.
