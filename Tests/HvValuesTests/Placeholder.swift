// tests come
