"""The yearly duty: test plan, sample, judgements, wording, statement and its files.

Source of the steps: JIS X 8341-3:2016, annex JB; WAIC's guidelines on tests and on the wording of conformance; the ministry's
みんなの公共サイト運用ガイドライン (2024).
"""
