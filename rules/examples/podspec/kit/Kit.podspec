Pod::Spec.new do |s|
  s.name = 'Kit'
  s.source_files = 'Sources/**/*.swift'
  s.resources = ['../shared/i18n/*.strings', 'gone/*']
end
