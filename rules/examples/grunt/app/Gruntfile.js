module.exports = function (grunt) {
	const out = 'build';
	grunt.initConfig({
		copy: {
			texts: { expand: true, cwd: '../shared', src: ['i18n/**/*.json', '!**/draft.json'], dest: out + '/static' },
			more: {
				files: [
					{ expand: true, cwd: '../shared/i18n', src: '*.json', dest: `${out}/flat`, flatten: true },
					{ expand: true, cwd: '../gone', src: '**', dest: out },
					{ src: 'readme.txt', dest: 'build/readme.txt' },
				],
			},
			named: { files: { 'build/help.txt': 'help.txt' } },
		},
	});
};
