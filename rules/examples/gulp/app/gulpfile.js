const { src, dest, series } = require('gulp');
const gulp = require('gulp');
const rename = require('gulp-rename');
const paths = { texts: '../shared/i18n/**/*.json', out: 'dist' };

function texts() {
	return src(paths.texts).pipe(dest(`${paths.out}/i18n`));
}
gulp.task('styles', () => gulp.src(['src/**/*.css', '!src/**/*.draft.css', 'gone/*.css'], { base: 'src' }).pipe(rename({ suffix: '.min' })).pipe(gulp.dest(paths.out)));
exports.default = series(texts, 'styles');
